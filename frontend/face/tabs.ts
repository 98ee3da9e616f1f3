// Ideas and notes as tabs where there is room for one: the links of the page become tabs with the
// keys that tabs have. On a wide screen, and without script, both are shown.

const NARROW = "(max-width: 899px)";

/** Makes tabs of the page's `.tabs`; where there is room for one, `first` is shown first. */
export function makeTabs(first: "ideas" | "notes"): { choose(tab: string): void } {
  const bar = document.querySelector<HTMLElement>(".tabs");
  const columns = document.querySelector<HTMLElement>(".topic-columns");
  const tabs = [...(bar?.querySelectorAll<HTMLAnchorElement>("[data-tab]") ?? [])];
  if (bar === null || columns === null || tabs.length === 0) return { choose: () => undefined };

  const choose = (name: string): void => {
    columns.dataset.active = name;
    describe(tabs, name, narrow.matches);
  };
  columns.dataset.active = first;
  const narrow = matchMedia(NARROW);
  narrow.addEventListener("change", () => describe(tabs, columns.dataset.active ?? "ideas", narrow.matches));
  bar.addEventListener("click", (event) => {
    const tab = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tab]") : null;
    if (tab === null || !narrow.matches) return;
    event.preventDefault();
    choose(tab.dataset.tab ?? "ideas");
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = tabs.findIndex((tab) => tab.isSameNode(document.activeElement));
    if (step === undefined || at < 0 || !narrow.matches) return;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    event.preventDefault();
    next?.focus();
    choose(next?.dataset.tab ?? "ideas");
  });
  describe(tabs, columns.dataset.active ?? "ideas", narrow.matches);
  return {
    choose: (name) => {
      if (narrow.matches) choose(name);
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
