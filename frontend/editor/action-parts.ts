// The three parts of an action's line: what, who, by when. Pure functions over one line of text.
export type Stop = "what" | "who" | "due";

interface Range {
  from: number;
  to: number;
}

interface ActionParts {
  /** Where the words of "what" end. */
  end: number;
  /** From the first `@` on. */
  who: Range | null;
  /** What stands between "(uiterlijk " and ")". */
  due: Range | null;
}

const WORD = "\\p{Lu}[\\p{L}\\p{N}’'.-]*";
const PARTICLE = `(?:van|de|der|den|het|ter|ten|te|von|el|al|[’']t|${WORD})`;
const PERSON = new RegExp(`^(?:@\\[[^\\[\\]]+\\]|@?${WORD}(?: ${PARTICLE}){0,4}|@[^\\s@\\[\\]]+)$`, "u");
const AND = /(\s*[,;&+/]\s*|\s+(?:en|and)\s+)/;

/** Which part a place in an action's line belongs to; `what` is where its own words begin. */
export function stopAt(text: string, what: number, dueBy: string, at: number): Stop {
  const { who, due } = partsOf(text, what, dueBy);
  if (due !== null && at >= due.from) return "due";
  return who !== null && at > who.from ? "who" : "what";
}

/**
 * The line ready for one of its parts to be filled in, and where the cursor goes. For none of them
 * it is the finished line: without an `@` and without brackets that nobody filled in.
 */
export function arranged(text: string, what: number, dueBy: string, want: Stop | null): { text: string; at: number } {
  const { who, due, end } = partsOf(text, what, dueBy);
  const words = text.slice(0, end);
  const names = named(who === null ? "" : text.slice(who.from, who.to)) || (want === "who" ? "@" : "");
  const day = due === null ? "" : text.slice(due.from, due.to).trim();
  const by = day === "" && want !== "due" ? "" : `(${dueBy} ${day})`;
  const upToNames = followed(words, names);
  const whole = followed(upToNames, by);
  if (want === "what") return { text: whole, at: end };
  if (want === "who") return { text: whole, at: upToNames.length };
  return { text: whole, at: want === "due" ? whole.length - 1 : whole.length };
}

/**
 * The finished line of who goes on typing where the cursor stood: what they typed there stays apart from
 * what follows, though what was only put ready behind it goes.
 */
export function arrangedToGoOn(text: string, what: number, dueBy: string, at: number): { text: string; at: number } {
  const done = arranged(text, what, dueBy, null);
  const isLast = /\S$/.test(done.text) && partsOf(done.text, what, dueBy).due === null;
  const apart = isLast && /\S\s+@?$/.test(text.slice(0, Math.max(0, at)));
  return apart ? { text: `${done.text} `, at: done.at + 1 } : done;
}

function partsOf(text: string, what: number, dueBy: string): ActionParts {
  const by = new RegExp(`\\(${dueBy}(\\s[^()]*)?\\)\\s*$`, "i").exec(text);
  const last = text.slice(0, by?.index).trimEnd().length;
  const at = text.slice(what, last).search(/(?:^|\s)@/);
  const who = at < 0 ? null : { from: text.indexOf("@", what + at), to: last };
  const end = Math.max(what, text.slice(0, who?.from ?? last).trimEnd().length);
  if (by === null) return { end, who, due: null };
  const from = by.index + 1 + dueBy.length;
  const space = by[1] === undefined ? 0 : 1;
  return { end, who, due: { from: from + space, to: from + (by[1]?.length ?? 0) } };
}

function followed(before: string, behind: string): string {
  return before + (behind === "" || /\s$/.test(before) ? "" : " ") + behind;
}

// Where nothing but names was typed, each of them is one: "@Jan de Vries en Anna".
function named(typed: string): string {
  if (/^@(?:\[\s*\])?\s*$/.test(typed)) return "";
  const pieces = typed.split(AND);
  if (pieces.some((piece, index) => index % 2 === 0 && !PERSON.test(piece))) return typed;
  return pieces.map((piece, index) => (index % 2 === 0 ? mention(piece.replace(/^@/, "")) : piece)).join("");
}

function mention(name: string): string {
  return name.includes(" ") && !name.startsWith("[") ? `@[${name}]` : `@${name}`;
}
