// The stream of ideas: what waits here to be sent, then everybody's; and what stands right above it.

import type { JSX } from "preact";
import { copyText } from "../face/copy";
import { type ReadonlySignal, signal } from "../ground/signals";
import { t, tn } from "../ground/t";
import type { Acts } from "./acts";
import { IdeaItem } from "./idea-item";
import type { WaitingIdea } from "./idea-outbox";
import type { IdeaStore, Sorting } from "./idea-store";

export interface Waiting {
  ideas: ReadonlySignal<readonly WaitingIdea[]>;
  /** Nothing goes now: there is no connection, or the server asked for patience. */
  stuck: ReadonlySignal<boolean>;
  /** There is a box to put words back into. */
  canWrite: ReadonlySignal<boolean>;
  /** Puts the words of an idea that was refused, or did not go yet, back into the box. */
  again(idea: WaitingIdea): void;
  discard(idea: WaitingIdea): void;
}

export function IdeaList({ acts, waiting }: { acts: Acts; waiting: Waiting }): JSX.Element {
  return (
    <>
      {[...waiting.ideas.value].reverse().map((idea) => (
        <WaitingItem key={idea.uuid} idea={idea} waiting={waiting} />
      ))}
      {acts.store.visible.value.map((idea) => (
        <IdeaItem key={idea.id} idea={idea} acts={acts} />
      ))}
    </>
  );
}

/** Hidden and waiting ideas, behind the fold that shows a number only. */
export function AsideList({ acts }: { acts: Acts }): JSX.Element {
  return (
    <>
      {acts.store.aside.value.map((idea) => (
        <IdeaItem key={idea.id} idea={idea} acts={acts} />
      ))}
    </>
  );
}

/** What came of copying a refused idea's words: its UUID, and what its button says. */
const copied = signal<readonly [uuid: string, said: string]>(["", ""]);

function WaitingItem({ idea, waiting }: { idea: WaitingIdea; waiting: Waiting }): JSX.Element {
  const copy = async (): Promise<void> => {
    const done = await copyText(idea.text);
    copied.value = [idea.uuid, done ? t("Gekopieerd") : t("Kopiëren lukt niet. Selecteer de tekst zelf.")];
  };
  const isRefused = idea.refused !== undefined;
  const stays = waiting.stuck.value && idea.tried !== true;
  return (
    <li class="idea is-own is-waiting">
      <p class="idea-text">{idea.text}</p>
      {isRefused ? (
        <p class="field-error">{idea.refused}</p>
      ) : (
        <p class="idea-meta">{waiting.stuck.value ? t("Nog niet verstuurd") : t("Wordt verstuurd")}</p>
      )}
      {isRefused || stays ? (
        <div class="idea-actions">
          {waiting.canWrite.value && !idea.paper ? (
            <button type="button" class="button" onClick={() => waiting.again(idea)}>
              {t("Aanpassen")}
            </button>
          ) : null}
          {isRefused ? (
            <button type="button" class="button" onClick={() => void copy()}>
              {copied.value[0] === idea.uuid ? copied.value[1] : t("Kopiëren")}
            </button>
          ) : null}
          <button type="button" class="button button-quiet" onClick={() => waiting.discard(idea)}>
            {t("Weggooien")}
          </button>
        </div>
      ) : null}
    </li>
  );
}

/** Right above the stream: its order, and what is held back. In view wherever one reads while there is any. */
export function Order({ acts: { store } }: { acts: Acts }): JSX.Element {
  return (
    <>
      <label class="ideas-sorting">
        <span class="visually-hidden">{t("Volgorde")}</span>
        <select
          value={store.sorting.value}
          onChange={(event) => {
            store.sorting.value = event.currentTarget.value as Sorting;
            store.settle();
          }}
        >
          <option value="newest">{t("Nieuwste eerst")}</option>
          <option value="support">{t("Meeste steun eerst")}</option>
          <option value="open">{t("Nog niet overgenomen")}</option>
        </select>
      </label>
      <Fresh store={store} />
    </>
  );
}

/** One press shows what was held back, and goes there. */
function Fresh({ store }: { store: IdeaStore }): JSX.Element | null {
  const count = store.fresh.value;
  if (count === 0) return null;
  function show(): void {
    const ids = store.release();
    requestAnimationFrame(() => {
      const listed = document.querySelectorAll<HTMLElement>("#ideas > .idea");
      [...listed].find(({ dataset }) => ids.has(Number(dataset.idea)))?.scrollIntoView({ block: "nearest" });
    });
  }
  return (
    <button type="button" class="button button-fresh" data-key="n" onClick={show}>
      {tn("{count} nieuw", "{count} nieuw", count)}
    </button>
  );
}
