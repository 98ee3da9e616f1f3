// A page whose forms go to the server as ever, but not into the void: the browser's own page for "no connection" would
// take the place of what was typed. The server is asked first; where it does not answer, the page stays and says so.
import { byId } from "../ground/dom";
import { pageTimers } from "../ground/timers";

const GIVE_UP_MS = 8_000;
const GONE = (): null => null;

/** Sends the page's forms only while our server answers; `same` finds a button again that was replaced meanwhile. */
export function sendWhenReached(same: (button: HTMLElement) => HTMLElement | null = GONE): void {
  const said = byId("not-sent", HTMLElement);
  if (said === null) return;
  const address = said.dataset.reach ?? "/";
  let asking = false;
  let goes = false;
  document.addEventListener("submit", (event) => {
    const { submitter, target: form } = event;
    if (goes || event.defaultPrevented || submitter === null || !isContents(form)) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    said.hidden = true;
    void isReached(address).then((reached) => {
      asking = false;
      const pressed = submitter.isConnected ? submitter : same(submitter);
      if (!reached) tell(said, pressed);
      else if (pressed !== null) {
        goes = true;
        form.requestSubmit(pressed);
        goes = false;
      }
    });
  });
}

function isContents(form: EventTarget | null): form is HTMLFormElement {
  return form instanceof HTMLFormElement && form.method === "post" && form.closest("main") !== null;
}

function tell(said: HTMLElement, pressed: HTMLElement | null): void {
  (pressed?.closest(".row") ?? pressed)?.after(said);
  said.hidden = false;
  said.scrollIntoView({ block: "nearest" });
}

async function isReached(address: string): Promise<boolean> {
  const stop = new AbortController();
  const cancel = pageTimers.after(GIVE_UP_MS, () => stop.abort());
  try {
    const answer = await fetch(address, { method: "HEAD", cache: "no-store", signal: stop.signal });
    return answer.headers.get("X-Oogst") === "1"; // a network that wants a log-in first answers as well
  } catch {
    return false;
  } finally {
    cancel();
  }
}
