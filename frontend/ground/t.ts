// The interface's texts. The msgid is the Dutch sentence itself; another language comes with the
// page as a catalogue made from the same gettext files that the server uses, without the Dutch that the script has.

/** Translations by the short name of a Dutch sentence, or by the sentence; one with a count has its forms in gettext's order. */
export type Catalogue = Record<string, string | string[]>;
type Facts = Record<string, string | number>;

let catalogue: Catalogue = {};
let plural = new Intl.PluralRules("nl");

/** Chooses the language of every text that is made after this. */
export function speak(language: string, texts: Catalogue): void {
  catalogue = texts;
  plural = new Intl.PluralRules(language);
}

/** The text for a Dutch sentence; `{name}` in it is replaced by the fact of that name. */
export function t(dutch: string, facts: Facts = {}): string {
  const found = translation(dutch);
  return fill(typeof found === "string" && found !== "" ? found : dutch, facts);
}

/** The text for a sentence with a count, given as Dutch singular and plural; `{count}` is known. */
export function tn(one: string, other: string, count: number, facts: Facts = {}): string {
  const isOne = plural.select(count) === "one";
  const forms = translation(one);
  const dutch = isOne ? one : other;
  const form = Array.isArray(forms) ? (forms[isOne ? 0 : 1] ?? dutch) : dutch;
  return fill(form, { count, ...facts });
}

function translation(dutch: string): string | string[] | undefined {
  return catalogue[dutch] ?? catalogue[shortName(dutch)];
}

/** The few letters that a page brings instead of the whole sentence: the same as the server's (languages.py). */
export function shortName(sentence: string): string {
  let number = 0;
  for (const character of sentence) number = (number * 31 + (character.codePointAt(0) ?? 0)) % 36 ** 4;
  return number.toString(36);
}

function fill(text: string, facts: Facts): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}
