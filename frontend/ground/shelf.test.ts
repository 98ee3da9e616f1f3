import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forget, isAnythingUnsent, keep, kept } from "./shelf";

/** The device's storage, in memory: full when it is told so. */
class Device {
  full = false;
  readonly items = new Map<string, string>();
  getItem(name: string): string | null {
    return this.items.get(name) ?? null;
  }
  setItem(name: string, text: string): void {
    if (this.full) throw new Error("QuotaExceededError");
    this.items.set(name, text);
    Object.assign(this, { [name]: text });
  }
  removeItem(name: string): void {
    this.items.delete(name);
    Reflect.deleteProperty(this, name);
  }
}

let device = new Device();

beforeEach(() => {
  device = new Device();
  vi.stubGlobal("localStorage", device);
});
afterEach(() => {
  for (const name of ["ideas.1", "draft.1"]) forget(name);
  vi.unstubAllGlobals();
});

test("what is kept is there for the next page", () => {
  expect(keep("ideas.1", ["een"])).toBe(true);
  expect(device.items.get("oogst.ideas.1")).toBe('["een"]');
  expect(kept("ideas.1")).toEqual(["een"]);
});

test("on a full device the newest lives as long as the page, never the older one that the device still holds", () => {
  keep("ideas.1", ["een"]);
  device.full = true;
  expect(keep("ideas.1", ["een", "twee"])).toBe(false);
  expect(kept("ideas.1")).toEqual(["een", "twee"]);
  expect(isAnythingUnsent()).toBe(true);
  device.full = false;
  expect(keep("ideas.1", ["een", "twee", "drie"])).toBe(true);
  expect(device.items.get("oogst.ideas.1")).toBe('["een","twee","drie"]');
  expect(kept("ideas.1")).toEqual(["een", "twee", "drie"]);
});

test("what was forgotten on a full device stays forgotten", () => {
  device.full = true;
  keep("draft.1", "half");
  forget("draft.1");
  expect([kept("draft.1"), isAnythingUnsent()]).toEqual([undefined, false]);
});
