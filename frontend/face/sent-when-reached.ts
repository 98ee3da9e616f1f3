// A page whose forms go to the server as ever, but not into the void: the browser's own page for "no connection" would
// take the place of what was typed. The server is asked first; where it does not answer, the page stays and says so.
import { make } from "../ground/dom";
import { t } from "../ground/t";
import { pageTimers } from "../ground/timers";

const GIVE_UP_MS = 8_000;

/** Sends forms only while `address` is answered by our server; `same` finds a button again that was replaced meanwhile. */
export function sendWhenReached(address: string, same: (button: HTMLElement) => HTMLElement | null): void {
  const said = make("p", "field-error");
  said.setAttribute("role", "alert");
  let asking = false;
  let goes = false;
  document.addEventListener("submit", (event) => {
    const { submitter, target: form } = event;
    if (goes || !(form instanceof HTMLFormElement) || form.method !== "post" || submitter === null) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    said.remove();
    void isReached(address).then((reached) => {
      asking = false;
      const pressed = submitter.isConnected ? submitter : same(submitter);
      if (!reached) tell(pressed);
      else if (pressed !== null) {
        goes = true;
        form.requestSubmit(pressed);
        goes = false;
      }
    });
  });

  function tell(pressed: HTMLElement | null): void {
    said.textContent = t("Geen verbinding: er is niets verstuurd. Probeer het zo nog eens.");
    (pressed?.closest(".row") ?? pressed)?.after(said);
    said.scrollIntoView({ block: "nearest" });
  }
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
