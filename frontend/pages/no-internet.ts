// The page that stands in for one that this device cannot reach: it tries again by itself as soon
// as there is a network. Nothing can be typed on it, so nothing is in the way of that.
window.addEventListener("online", () => location.reload());
