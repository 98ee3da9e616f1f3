// Words that come from elsewhere mean themselves: what Markdown would read in them is escaped, and
// nothing else, because people see the source.

const WORD = /[\p{L}\p{N}]/u;
const SIGNS = /[\\`*_]|~~|\[(?=[^\]]*\][(:[])|\[(?=\^)|<(?=[A-Za-z/!?])|&(?=#?\w+;)/g;
const START = /^(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-(?=-)|\[(?=[ xX]\]\s)|\|)/;
const NUMBER = /^(\d{1,9})([.)])(?=\s|$)/;

/** Plain words as Markdown that shows exactly them. */
export function escaped(text: string): string {
  const inside = text.replace(SIGNS, (sign, at: number) => (means(sign, at, text) ? `\\${sign}` : sign));
  return inside.replace(START, "\\$1").replace(NUMBER, "$1\\$2");
}

// A star between spaces is a star; a line below inside a word is a part of it.
function means(sign: string, at: number, text: string): boolean {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + sign.length);
  if (sign === "_") return !(WORD.test(before) && WORD.test(after));
  if (sign !== "*") return true;
  const onItsOwn = (side: string): boolean => side === "" || side === " ";
  return !(onItsOwn(before) && onItsOwn(after)) || at === 0;
}
