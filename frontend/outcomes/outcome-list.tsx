// The list of a topic's outcomes, by kind; each is a button that leads to its line.

import type { JSX } from "preact";
import { render } from "preact";
import { t } from "../ground/t";
import { KINDS } from "./keywords";
import type { Outcome } from "./reading";
import { kindName, understood } from "./wording";

interface Wishes {
  outcomes: readonly Outcome[];
  jump(outcome: Outcome): void;
  close(): void;
}

/** Draws the list into its region. */
export function drawOutcomes(region: HTMLElement, wishes: Wishes): void {
  render(<OutcomeList {...wishes} />, region);
}

function OutcomeList({ outcomes, jump, close }: Wishes): JSX.Element {
  return (
    <>
      <div class="outcome-list-head">
        <h2 tabIndex={-1}>{t("Uitkomsten")}</h2>
        <button type="button" class="button button-quiet" onClick={close}>
          {t("Sluiten")}
        </button>
      </div>
      {outcomes.length === 0 && (
        <p class="empty">
          {t("Nog geen uitkomsten. Begin een regel met Besluit:, Actie: of Inzicht: en hij staat hier.")}
        </p>
      )}
      {KINDS.map((kind) => {
        const own = outcomes.filter((one) => one.kind === kind);
        return own.length === 0 ? null : <Group key={kind} outcomes={own} jump={jump} />;
      })}
    </>
  );
}

function Group({ outcomes, jump }: Pick<Wishes, "outcomes" | "jump">): JSX.Element | null {
  const [first] = outcomes;
  if (first === undefined) return null;
  return (
    <section class="outcome-group" data-kind={first.kind}>
      <h3>
        <span class="outcome-mark" aria-hidden="true" /> {kindName(first.kind)}{" "}
        <span class="count">{outcomes.length}</span>
      </h3>
      <ul>
        {outcomes.map((outcome, at) => (
          <li key={at}>
            <button type="button" class="outcome-jump" onClick={() => jump(outcome)}>
              <span class={outcome.done ? "is-done" : ""}>
                {outcome.text === "" ? t("(zonder tekst)") : outcome.text}
              </span>
              <Understood outcome={outcome} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Understood({ outcome }: { outcome: Outcome }): JSX.Element | null {
  const words = outcome.kind === "action" ? understood(outcome) : "";
  const done = outcome.done ? t("klaar") : "";
  const all = [done, words].filter((each) => each !== "").join(" · ");
  return all === "" ? null : <span class={`outcome-understood${outcome.hint === "" ? "" : " is-unclear"}`}>{all}</span>;
}
