// Whether somebody reads a list or is about to tap in it: then nothing of others may move it.

const SCROLLED_MS = 2_000;
const TAPPED_MS = 3_000;

export class Attention {
  private scrolledAt = Number.NEGATIVE_INFINITY;
  private tappedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly list: HTMLElement,
    private readonly now: () => number,
  ) {
    addEventListener(
      "scroll",
      () => {
        this.scrolledAt = this.now();
      },
      { passive: true },
    );
    list.addEventListener("pointerdown", () => {
      this.tappedAt = this.now();
    });
  }

  get busy(): boolean {
    const { list } = this;
    if (list.childElementCount === 0) return false;
    const { top, bottom } = list.getBoundingClientRect();
    if (top < 0) return true;
    if (list.contains(document.activeElement)) return true;
    if (top > innerHeight || bottom < 0) return false;
    const now = this.now();
    return list.matches(":hover") || now - this.scrolledAt < SCROLLED_MS || now - this.tappedAt < TAPPED_MS;
  }
}
