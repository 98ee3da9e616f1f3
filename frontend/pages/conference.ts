// The conference's page for who takes part: what is on, messages and questions follow the day while it is looked at.
import { Day } from "../face/day";
import { Announcer } from "../ground/announce";
import { byId } from "../ground/dom";
import { jitter, pageTimers } from "../ground/timers";

const LOOK_EVERY_MS = 20_000;

const part = byId("day", HTMLElement);
if (part !== null) {
  const announcer = new Announcer(byId("announce", HTMLElement), pageTimers);
  const day = new Day(part.dataset.from ?? "", Number(part.dataset.now) - Date.now(), pageTimers, (text) =>
    announcer.room(text),
  );
  const look = (): void => {
    pageTimers.after(jitter(LOOK_EVERY_MS), () => void day.look().then(look));
  };
  look();
}
