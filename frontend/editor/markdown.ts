// Markdown as a language of the editor, without the much larger package that exists for it, and
// the classes that make source look like the result (styles in static/styles/editor.css).
import {
  defineLanguageFacet,
  HighlightStyle,
  Language,
  languageDataProp,
  syntaxHighlighting,
} from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { tags } from "@lezer/highlight";
import { grammar } from "./grammar";

const data = defineLanguageFacet({ commentTokens: {} });

const markdownLanguage = new Language(
  data,
  grammar.configure({ props: [languageDataProp.add((type) => (type.isTop ? data : undefined))] }),
  [],
  "markdown",
);

const looks = HighlightStyle.define([
  { tag: tags.heading1, class: "md-heading md-heading-1" },
  { tag: tags.heading2, class: "md-heading md-heading-2" },
  { tag: tags.heading3, class: "md-heading md-heading-3" },
  { tag: tags.heading, class: "md-heading" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.strikethrough, class: "md-strikethrough" },
  { tag: tags.quote, class: "md-quote" },
  { tag: tags.link, class: "md-link" },
  { tag: tags.url, class: "md-url" },
  { tag: tags.monospace, class: "md-code" },
  { tag: tags.atom, class: "md-task" },
  { tag: tags.processingInstruction, class: "md-mark" },
  { tag: tags.contentSeparator, class: "md-mark" },
  { tag: tags.labelName, class: "md-mark" },
]);

/** The language and its looks. */
export const markdown: Extension = [markdownLanguage, syntaxHighlighting(looks)];
