// What one may do with an idea of one's own until it is taken over: change its words, withdraw it.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t, tn } from "../ground/t";
import type { Acts } from "./acts";
import type { ShownIdea } from "./idea-store";

type Step = "rest" | "ask" | "busy";

export function OwnActions({ idea, acts }: { idea: ShownIdea; acts: Acts }): JSX.Element {
  const edits = useSignal(false);
  const leave = (): void => {
    edits.value = false;
  };
  if (edits.value) return <EditForm idea={idea} acts={acts} leave={leave} />;
  return (
    <>
      <button
        type="button"
        class="button button-quiet"
        onClick={() => {
          edits.value = true;
        }}
      >
        {t("Bewerken")}
      </button>
      <WithdrawAction idea={idea} acts={acts} />
    </>
  );
}

/** Also for an idea that was merged, whose words stay as they are. */
export function WithdrawAction({ idea, acts }: { idea: ShownIdea; acts: Acts }): JSX.Element {
  const step = useSignal<Step>("rest");
  const problem = useSignal("");
  if (step.value === "ask") {
    return (
      <>
        <span>{t("Je idee intrekken?")}</span>
        <button type="button" class="button button-danger" onClick={() => void withdraw()}>
          {t("Ja, intrekken")}
        </button>
        <button type="button" class="button button-quiet" onClick={() => go(step, "rest")}>
          {t("Nee, laten staan")}
        </button>
      </>
    );
  }
  async function withdraw(): Promise<void> {
    step.value = "busy";
    problem.value = (await acts.withdraw(idea.id)) ?? "";
    step.value = "rest";
  }
  return (
    <>
      <button type="button" class="button button-quiet" onClick={() => go(step, "ask")}>
        {t("Intrekken")}
      </button>
      {problem.value === "" ? null : <p class="field-error">{problem.value}</p>}
    </>
  );
}

function go(step: { value: Step }, next: Step): void {
  step.value = next;
}

function EditForm({ idea, acts, leave }: { idea: ShownIdea; acts: Acts; leave: () => void }): JSX.Element {
  const text = useSignal(idea.text);
  const problem = useSignal("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
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
