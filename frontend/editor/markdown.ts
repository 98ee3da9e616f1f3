// Markdown as a language of the editor, without the much larger package that exists for it. How it
// looks is drawn over its tree by live-preview.ts.
import { defineLanguageFacet, Language, languageDataProp } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { grammar } from "./grammar";

const data = defineLanguageFacet({ commentTokens: {} });

/** The language. */
export const markdown: Extension = new Language(
  data,
  grammar.configure({ props: [languageDataProp.add((type) => (type.isTop ? data : undefined))] }),
  [],
  "markdown",
);
