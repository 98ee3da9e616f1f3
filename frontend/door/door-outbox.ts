// What happened at the door and was not answered for yet: it survives closing the page and arrives once.
import { uuid } from "../ground/ids";
import { pageTimers, type Timers } from "../ground/timers";
import type { Answer } from "../live/protocol";
import { RequestOutbox, type RequestOutboxPage, type Waiting } from "../live/request-outbox";
import type { Guest } from "./guests";

export interface DoorAct extends Waiting {
  request: string;
  /** Who; 0 for somebody without a reservation, of whom only the name is known. */
  guest: number;
  name: string;
  arrived: boolean;
  /** When it happened, in milliseconds since 1970. */
  at: number;
}

export class DoorOutbox extends RequestOutbox<DoorAct, { guest: Guest }> {
  constructor(
    conference: number,
    send: (act: DoorAct) => Promise<Answer<{ guest: Guest }>>,
    page: RequestOutboxPage<DoorAct, { guest: Guest }>,
    timers: Timers = pageTimers,
  ) {
    super(`door.${conference}`, ({ request }) => request, send, page, timers);
  }

  add(guest: number, name: string, arrived: boolean, at: number): void {
    this.put({ request: uuid(), guest, name, arrived, at });
  }
}

/** The guests as they are once everything that waits has arrived. */
export function withWaiting(guests: readonly Guest[], waiting: readonly DoorAct[]): Guest[] {
  const known = guests.map((guest) => ({ ...guest }));
  for (const act of waiting) {
    if (act.refused !== undefined) continue;
    if (act.guest === 0) known.push({ id: 0, name: act.name, about: "", state: "door", at: act.at });
    const guest = known.find(({ id }) => act.guest !== 0 && id === act.guest);
    if (guest !== undefined) guest.at = act.arrived ? (guest.at ?? act.at) : null;
  }
  return known;
}
