// The page that stands in for one that this device cannot reach: it tries again by itself as soon
// as there is a network, and now and then while the network is there but the server is not. Nothing
// can be typed on it, so nothing is in the way of that.
const NOW_AND_THEN_MS = 10_000;

function again(): void {
  location.reload();
}

window.addEventListener("online", again);
setInterval(() => {
  if (navigator.onLine) again();
}, NOW_AND_THEN_MS);
