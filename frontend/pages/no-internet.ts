// The page that stands in for one that this device cannot reach: it opens the real one by itself as
// soon as our server answers again. Nothing can be typed on it, so nothing is in the way of that.
const ASK_EVERY_MS = 3_000;

async function ask(): Promise<void> {
  if (!navigator.onLine) return;
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  // A portal of the Wi-Fi answers, too.
  if (answer !== null && answer.headers.get("X-Oogst") !== null) location.reload();
}

window.addEventListener("online", () => void ask());
setInterval(() => void ask(), ASK_EVERY_MS);
