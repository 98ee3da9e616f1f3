// Where the toolbar stands, and what of the notes it covers. On phones and tablets it is at the lower
// edge of what is seen: above the on-screen keyboard, within a thumb's reach.
const ROOM_PX = 32;

/** Keeps `bar` at the lower edge of what is seen; answers how to end that. */
export function aboveKeyboard(bar: HTMLElement): () => void {
  const seen = window.visualViewport;
  if (!seen) return () => undefined;
  const place = (): void => {
    bar.style.setProperty("--seen-bottom", `${seen.offsetTop + seen.height}px`);
    const covered = Math.max(0, document.documentElement.clientHeight - seen.height);
    document.body.style.setProperty("--keyboard", `${covered}px`);
  };
  place();
  seen.addEventListener("resize", place);
  seen.addEventListener("scroll", place);
  return () => {
    seen.removeEventListener("resize", place);
    seen.removeEventListener("scroll", place);
  };
}

/** How much at the edges is no place for the cursor: what stands still there covers it. */
export function marginsOf(bar: HTMLElement): { top: number; bottom: number } {
  // CodeMirror takes what is seen to begin at the top of the page; with a keyboard it may not.
  const shift = window.visualViewport?.offsetTop ?? 0;
  // The bar's own neighbours: the notes as readers see them, hidden behind the editor, may be thousands of elements.
  const beside = [...(bar.parentElement?.children ?? [])] as HTMLElement[];
  const still = [...beside.filter((part) => part.matches(".panel-head, .find")), bar];
  const above = still.filter((part) => part.offsetHeight > 0 && getComputedStyle(part).position === "sticky");
  const foot = beside.find((part) => part.matches(".author-foot"))?.offsetHeight ?? 0;
  const below = Math.max(foot, getComputedStyle(bar).position === "fixed" ? bar.offsetHeight : 0);
  const top = Math.max(shift, ...above.map((part) => part.getBoundingClientRect().bottom));
  return { top: top + ROOM_PX, bottom: Math.max(0, below - shift) + ROOM_PX };
}
