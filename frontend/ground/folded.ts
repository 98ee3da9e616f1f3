// Names as one searches for them; notes/domain/text.py does the same, and tests/folded.json holds both to it.

// Letters that Unicode does not take apart into a letter and a mark.
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  ı: "i",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ς: "σ",
};

/** A text without accents and capitals, in letters that every keyboard has. */
export function folded(text: string): string {
  const bare = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return bare.replace(/[ßæœøłıđðþħŧς]/g, (letter) => LETTERS[letter] ?? letter);
}
