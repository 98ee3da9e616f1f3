// What one may do with an idea of one's own until it is taken over: change its words, withdraw it. Words that are
// typed and not yet saved survive a reload; when the idea is taken over meanwhile, they are put aside, never dropped.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { byId } from "../ground/dom";
import { forget, keep, kept } from "../ground/shelf";
import { t, tn } from "../ground/t";
import { useSignal } from "../ground/use-signal";
import type { Acts } from "./acts";
import { draftOf, takeDraft } from "./edit-drafts";
import type { ShownIdea } from "./idea-store";
import { guardPresses } from "./presses";

export function OwnActions({ idea, acts }: { idea: ShownIdea; acts: Acts }): JSX.Element | null {
  const edits = useSignal(kept(draftOf(idea.id)) !== undefined);
  const asked = useRef(false);
  const withdraws = useSignal(false);
  const leave = (): void => {
    forget(draftOf(idea.id));
    edits.value = false;
  };
  const taken = Boolean(idea.taken_over);
  useEffect(() => {
    if (taken) putAside(idea, acts);
  }, [taken, idea, acts]);
  if (taken) return null;
  if (edits.value) return <EditForm idea={idea} acts={acts} asked={asked.current} leave={leave} />;
  return (
    <>
      {withdraws.value ? null : (
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            asked.current = true;
            edits.value = true;
          }}
        >
          {t("Bewerken")}
        </button>
      )}
      <Withdraw idea={idea} acts={acts} asks={withdraws} />
    </>
  );
}

function putAside(idea: ShownIdea, acts: Acts): void {
  const draft = takeDraft(idea.id, idea.text);
  if (draft !== undefined)
    acts.putAside(draft, t("Je idee is intussen overgenomen. Wat je typte, is niet opgeslagen, maar ook niet weg."));
}

/** For an idea that was merged, whose words stay as they are. */
export function WithdrawAction({ idea, acts }: { idea: ShownIdea; acts: Acts }): JSX.Element {
  return <Withdraw idea={idea} acts={acts} asks={useSignal(false)} />;
}

function Withdraw({ idea, acts, asks }: { idea: ShownIdea; acts: Acts; asks: { value: boolean } }): JSX.Element {
  const problem = useSignal("");
  useEffect(() => guardPresses(byId("ideas-section", HTMLElement)), []);
  async function withdraw(): Promise<void> {
    problem.value = (await acts.withdraw(idea.id)) ?? "";
    asks.value = false;
  }
  if (asks.value) {
    return (
      <fieldset class="own-question">
        <legend>{t("Je idee intrekken?")}</legend>
        <button type="button" class="button button-danger" onClick={() => void withdraw()}>
          {t("Ja, intrekken")}
        </button>
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            asks.value = false;
          }}
        >
          {t("Laten staan")}
        </button>
      </fieldset>
    );
  }
  return (
    <>
      <button
        type="button"
        class="button button-quiet"
        onClick={() => {
          asks.value = true;
        }}
      >
        {t("Intrekken")}
      </button>
      {problem.value === "" ? null : <p class="field-error">{problem.value}</p>}
    </>
  );
}

/** `asked`: its button was pressed now; a form that a reload brought back takes nobody's place on the page. */
function EditForm({
  idea,
  acts,
  asked,
  leave,
}: {
  idea: ShownIdea;
  acts: Acts;
  asked: boolean;
  leave: () => void;
}): JSX.Element {
  const text = useSignal(kept<string>(draftOf(idea.id)) ?? idea.text);
  const problem = useSignal("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (asked) field.current?.focus();
  }, [asked]);
  const id = `idea-edit-${idea.id}`;
  async function save(event: Event): Promise<void> {
    event.preventDefault();
    const words = text.value.trim();
    const over = [...words].length - acts.limit;
    if (words === "") problem.value = t("Schrijf eerst je idee op.");
    else if (over > 0)
      problem.value = tn("Je idee is {count} teken te lang.", "Je idee is {count} tekens te lang.", over);
    else {
      const answer = await acts.edit(idea.id, words);
      if (answer === null) leave();
      else problem.value = answer;
    }
  }
  return (
    <form class="idea-edit" onSubmit={(event) => void save(event)}>
      <div class={problem.value === "" ? "field" : "field is-wrong"}>
        <label for={id}>{t("Jouw idee")}</label>
        <textarea
          id={id}
          ref={field}
          rows={3}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
            keep(draftOf(idea.id), text.value);
          }}
        />
        {problem.value === "" ? null : (
          <p class="field-error" role="alert">
            {problem.value}
          </p>
        )}
      </div>
      <div class="row">
        <button type="submit" class="button button-primary">
          {t("Opslaan")}
        </button>
        <button type="button" class="button button-quiet" onClick={leave}>
          {t("Niet opslaan")}
        </button>
      </div>
    </form>
  );
}
