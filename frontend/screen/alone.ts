// A screen that nobody touches for hours: it stays awake, and shows no pointer and no button.
import type { Timers } from "../ground/timers";

const STILL_AFTER_MS = 4_000;

/** Keeps the screen from going dark, where the browser can. */
export function stayAwake(): void {
  const ask = (): void => {
    // Absent on plain http and in older browsers; refused while the page is not in view.
    const lock = (navigator as { wakeLock?: WakeLock }).wakeLock;
    if (document.visibilityState === "visible") void lock?.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}

/** Hides the pointer and the button while nobody moves it; the button fills the screen. */
export function keepStill(button: HTMLButtonElement, timers: Timers): void {
  let cancel = (): void => undefined;
  const moved = (): void => {
    cancel();
    document.body.classList.remove("is-still");
    cancel = timers.after(STILL_AFTER_MS, () => document.body.classList.add("is-still"));
  };
  for (const event of ["pointermove", "pointerdown", "keydown"]) document.addEventListener(event, moved);
  moved();
  const tend = (): void => {
    button.hidden = document.fullscreenElement !== null || !document.fullscreenEnabled;
  };
  document.addEventListener("fullscreenchange", tend);
  button.addEventListener("click", () => {
    // The browser may say no: then it stays as it is.
    void document.documentElement.requestFullscreen().catch(() => undefined);
  });
  tend();
}
