// "Lijkt op … – ook steunen?": who just sent an idea sees somebody else's that says the same. One tap
// supports it; the own idea stays unless its author takes it back.

import type { JSX } from "preact";
import { render } from "preact";
import { byId } from "../ground/dom";
import { t } from "../ground/t";
import { useSignal } from "../ground/use-signal";
import { type Idea, isProblem } from "../live/protocol";
import type { Transport } from "../live/transport";
import type { Acts } from "./acts";
import type { ShownIdea } from "./idea-store";

export async function showSimilar(
  own: Idea,
  transport: Transport,
  acts: Acts,
  announce: (text: string) => void,
): Promise<void> {
  const place = byId("idea-similar", HTMLElement);
  const answer = await transport.request("idea_similar", { idea: own.id }).catch(() => null);
  if (place === null || answer === null || isProblem(answer)) return;
  const leave = (): void => {
    render(null, place);
    place.hidden = true;
  };
  leave();
  const similar = answer.similar;
  if (similar?.text === undefined) return;
  acts.store.take([similar]);
  place.hidden = false;
  render(<Similar key={own.id} own={own} similar={similar as ShownIdea} acts={acts} leave={leave} />, place);
  // Into view for who is not typing the next one: on a phone it stands below the box.
  if (byId("idea-text", HTMLTextAreaElement)?.value === "") place.scrollIntoView({ block: "nearest" });
  announce(t("Je idee lijkt op een ander idee: {text}", { text: similar.text }));
}

interface SimilarProps {
  own: Idea;
  similar: ShownIdea;
  acts: Acts;
  leave(): void;
}

function Similar({ own, similar, acts, leave }: SimilarProps): JSX.Element | null {
  const supported = useSignal(false);
  const problem = useSignal("");
  const now = acts.store.get(similar.id);
  if (now?.state !== "visible" || acts.store.get(own.id)?.state !== "visible") return null;
  async function takeBack(): Promise<void> {
    problem.value = (await acts.withdraw(own.id)) ?? "";
    if (problem.value === "") leave();
  }
  return (
    <aside class="similar" aria-label={t("Een idee dat op het jouwe lijkt")}>
      <p>
        {supported.value ? t("Je steunt nu dit idee:") : t("Je idee lijkt op:")} <q>{now.text ?? similar.text}</q>
      </p>
      {supported.value ? (
        <>
          <p class="quiet">{t("Jouw eigen idee staat er ook nog.")}</p>
          <div class="row">
            <button type="button" class="button" onClick={leave}>
              {t("Laten staan")}
            </button>
            <button type="button" class="button button-quiet" onClick={() => void takeBack()}>
              {t("Mijn idee terugnemen")}
            </button>
          </div>
        </>
      ) : (
        <div class="row">
          <button
            type="button"
            class="button button-primary"
            onClick={() => {
              acts.support(similar.id, true, now.support ?? similar.support);
              supported.value = true;
            }}
          >
            {t("Ook steunen")}
          </button>
          <button type="button" class="button button-quiet" onClick={leave}>
            {t("Nee, het is iets anders")}
          </button>
        </div>
      )}
      {problem.value === "" ? null : <p class="field-error">{problem.value}</p>}
    </aside>
  );
}
