// What the page of somebody who only takes part came without, and who begins to write or lead needs: the styles of
// the editor and the desk, and the rest of the texts.
import { make } from "../ground/dom";
import type { TopicPageData } from "../ground/page-data";
import { type Catalogue, speak } from "../ground/t";

let coming: Promise<unknown> | null = null;

/** Resolves when all of it is there, or does not come: a page without still works, plainly and in Dutch. */
export async function workNeeds({ lang, styles, moreTexts }: TopicPageData): Promise<void> {
  coming ??= Promise.all([bringStyles(styles), moreTexts === null ? null : bringTexts(lang, moreTexts)]);
  await coming;
}

function bringStyles(address: string): Promise<void> {
  if (document.querySelector(`link[href="${address}"]`) !== null) return Promise.resolve();
  const link = make("link");
  link.rel = "stylesheet";
  link.href = address;
  return new Promise((resolve) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => resolve());
    document.head.append(link);
  });
}

async function bringTexts(lang: string, address: string): Promise<void> {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok) speak(lang, (await answer.json()) as Catalogue);
  } catch {
    // no network: what is there already stays
  }
}
