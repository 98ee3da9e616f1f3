import { expect, test, vi } from "vitest";
import { handTime } from "../ground/hand-time";
import { SaveIndicator, saveKind } from "./save-indicator";

vi.stubGlobal("window", new EventTarget());

test("words that are kept on this device are no alarm", () => {
  expect(saveKind({ kind: "kept", stored: true }, false)).toBe("kept");
});

test("words that would be lost with the page are", () => {
  expect(saveKind({ kind: "kept", stored: false }, false)).toBe("unsafe");
});

test("who only reads hears of the connection alone", () => {
  expect(saveKind(null, true)).toBe("");
  expect(saveKind(null, false)).toBe("away");
});

test("between the letters of one who types on it says one thing, and 'saved' at the pause", () => {
  const said: string[] = [];
  const place = {
    dataset: {},
    text: "",
    get textContent(): string {
      return this.text;
    },
    set textContent(text: string) {
      said.push(text);
      this.text = text;
    },
  };
  const time = handTime();
  const indicator = new SaveIndicator(place as unknown as HTMLElement, time);
  indicator.show({ kind: "saved" });
  said.length = 0;
  for (let letter = 0; letter < 20; letter += 1) {
    indicator.show({ kind: "saving" });
    time.pass(30);
    indicator.show({ kind: "saved" });
    time.pass(170);
  }
  expect(said).toEqual(["Bezig met opslaan"]);
  time.pass(130);
  expect(said).toEqual(["Bezig met opslaan", "Opgeslagen"]);
});

test("what was not saved after all is said at once, and 'saved' no more", () => {
  const place = { dataset: {} as DOMStringMap, textContent: "" };
  const time = handTime();
  const indicator = new SaveIndicator(place as unknown as HTMLElement, time);
  indicator.show({ kind: "saving" });
  indicator.show({ kind: "saved" });
  indicator.show({ kind: "kept", stored: false });
  expect(place.dataset.state).toBe("unsafe");
  time.pass(1_000);
  expect(place.dataset.state).toBe("unsafe");
});
