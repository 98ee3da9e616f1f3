// The tools of the stream stand behind one button, so that the ideas are near. What somebody must know of what is
// behind it stands outside while it is closed.

import type { ComponentChildren, JSX } from "preact";
import { useRef } from "preact/hooks";
import { byId } from "../ground/dom";
import { t, tn } from "../ground/t";
import { useSignal } from "../ground/use-signal";
import { roundTitle } from "./round-choice";
import type { StaffActs } from "./staff";

export function StreamFold({ acts, children }: { acts: StaffActs; children: ComponentChildren }): JSX.Element {
  const chosen = useSignal(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const { moderate } = acts.may.value;
  const open = chosen.value || !moderate; // what is half typed stays in sight of who may do nothing any more
  function goOn(): void {
    toggle.current?.focus(); // the button that was pressed goes
    acts.pause(false);
  }
  return (
    <>
      {moderate ? (
        <button
          ref={toggle}
          type="button"
          class="button button-more stream-toggle"
          aria-expanded={open}
          aria-controls="stream-tools"
          onClick={() => {
            chosen.value = !open;
          }}
        >
          {t("Meer")}
          <span class="visually-hidden"> {t("hulpmiddelen")}</span>
        </button>
      ) : null}
      <div id="stream-tools" class={open ? "stream-tools is-open" : "stream-tools"}>
        {children}
      </div>
      {open ? null : <State acts={acts} goOn={goOn} />}
    </>
  );
}

/** What is otherwise than it usually is; nothing at all when nothing is. */
function State({ acts, goOn }: { acts: StaffActs; goOn(): void }): JSX.Element | null {
  const { open, approval } = acts.box.value;
  const round = roundTitle(acts.round.value, acts.rounds);
  const waiting = acts.waiting.value.length;
  const paused = acts.paused.value;
  const away = acts.away.value;
  if (waiting === 0 && !paused && !away && open && !approval && round === null) return null;
  return (
    <div class="stream-state">
      {waiting === 0 ? null : <WaitingButton count={waiting} />}
      {paused ? (
        <button type="button" class="button" onClick={goOn}>
          {t("Pauze stoppen")}
        </button>
      ) : null}
      {away ? <span class="badge badge-waiting">{t("Geen verbinding")}</span> : null}
      {open ? null : <span class="badge badge-waiting">{t("Ideeënvak dicht")}</span>}
      {open && approval ? <span class="badge badge-waiting">{t("Eerst goedkeuren")}</span> : null}
      {round === null ? null : <span class="badge badge-waiting">{t("Alleen: {round}", { round })}</span>}
    </div>
  );
}

/** Leads to the ideas that wait. */
export function WaitingButton({ count }: { count: number }): JSX.Element {
  return (
    <button type="button" class="button" onClick={goToWaiting}>
      {waitingText(count)}
    </button>
  );
}

/** A number only: the page may be on the beamer. */
export function waitingText(count: number): string {
  return tn("{count} wacht", "{count} wachten", count);
}

function goToWaiting(): void {
  const fold = byId("hidden-ideas", HTMLDetailsElement);
  if (fold === null) return;
  fold.open = true;
  fold.querySelector("summary")?.focus({ preventScroll: true });
  fold.scrollIntoView();
}
