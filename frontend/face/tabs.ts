// The parts of a page as tabs where there is room for one: the links of the page become tabs with the
// keys that tabs have. Where there is room for all, and without script, all are shown.

/** Ideas and notes: on a wide screen both are shown. */
export const NARROW = "(max-width: 56.24em)";

/** The tab that this page was left at: a phone that was locked, or somebody who comes back, loads the page again. */
export function tabBefore(): string | undefined {
  return history.state?.tab;
}

/** Makes tabs of the page's `.tabs` while the media query `narrow` holds; then `first` is shown first. */
export function makeTabs(first: string, narrow: string): { choose(tab: string): void } {
  const bar = document.querySelector<HTMLElement>(".tabs");
  const columns = document.querySelector<HTMLElement>("[data-active]");
  const tabs = [...(bar?.querySelectorAll<HTMLAnchorElement>("[data-tab]") ?? [])];
  if (bar === null || columns === null || tabs.length === 0) return { choose: () => undefined };

  const asTabs = matchMedia(narrow);
  const places = new Map<string | undefined, number>();
  const choose = (name = first): void => {
    const before = columns.dataset.active;
    const stands = bar.getBoundingClientRect().top <= 0;
    places.set(before, scrollY);
    columns.dataset.active = name;
    describe(tabs, name, asTabs.matches);
    if (name !== before) history.replaceState({ ...history.state, tab: name }, "");
    if (asTabs.matches && name !== before) goTo(places.get(name) ?? 0, stands);
  };
  // Each part is where one left it, and begins at its top. A bar that stands still on top stays there, under the thumb
  // that goes to and fro.
  const goTo = (place: number, stands: boolean): void => {
    const below = bar.offsetHeight + Number.parseFloat(getComputedStyle(bar).marginBottom);
    const top = columns.getBoundingClientRect().top + scrollY - below;
    if (stands || place > top) scrollTo(0, Math.max(place, top));
  };
  columns.dataset.active = first;
  choose();
  asTabs.addEventListener("change", () => choose(columns.dataset.active));
  bar.addEventListener("click", (event) => {
    const tab = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tab]") : null;
    if (tab === null || !asTabs.matches) return;
    event.preventDefault();
    choose(tab.dataset.tab);
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = tabs.findIndex((tab) => tab.isSameNode(document.activeElement));
    if (step === undefined || at < 0 || !asTabs.matches) return;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    event.preventDefault();
    next?.focus();
    choose(next?.dataset.tab);
  });
  return {
    choose: (name) => {
      if (asTabs.matches) choose(name);
    },
  };
}

function describe(tabs: readonly HTMLAnchorElement[], active: string, asTabs: boolean): void {
  const bar = tabs[0]?.parentElement;
  if (asTabs) bar?.setAttribute("role", "tablist");
  else bar?.removeAttribute("role");
  for (const tab of tabs) {
    const isActive = tab.dataset.tab === active;
    const panel = document.querySelector(tab.hash);
    if (asTabs) {
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-selected", String(isActive));
      tab.setAttribute("aria-controls", tab.hash.slice(1));
      tab.tabIndex = isActive ? 0 : -1;
      panel?.setAttribute("role", "tabpanel");
    } else {
      for (const name of ["role", "aria-selected", "aria-controls", "tabindex"]) tab.removeAttribute(name);
      panel?.removeAttribute("role");
    }
  }
}
