import { strike } from './faults.ts';
import type { World } from './world.ts';

/** A webhook to be. */
export interface NewEvent {
  /** Whose it is: the person's number, or `templates`. */
  lane: string;
  field: string;
  value: unknown;
  /** The message that is delivered by it. */
  deliversId?: string;
  /** Whether the entry carries the moment, as those of the account do. */
  isTimed?: boolean;
}

/** How long a webhook is held back for the next one to overtake it. */
const overtakenMs = 5_000;

/** Keeps a webhook to be delivered. What a person did may come twice, or after the next, where a fault says so. */
export function tell(world: World, { lane, field, value, deliversId, isTimed = false }: NewEvent): void {
  const { state, account } = world;
  const isFromPerson = deliversId !== undefined;
  const duplicate = isFromPerson ? strike(state, lane, 'duplicate') : undefined;
  const isOvertaken = isFromPerson && strike(state, lane, 'overtake') !== undefined;
  const time = Math.floor(world.clock.now().getTime() / 1000);
  const entry = { id: account.businessAccountId, ...(isTimed && { time }), changes: [{ value, field }] };
  letOvertake(world, lane);
  state.events.push({
    number: state.nextNumber++,
    lane,
    deliversId: deliversId ?? null,
    payload: { object: 'whatsapp_business_account', entry: [entry] },
    attempts: 0,
    firstTriedAt: null,
    notBefore: isOvertaken ? world.inMs(overtakenMs) : world.nowText(),
    isOvertaken,
    extraDeliveries: duplicate ? (duplicate.copies ?? 1) : 0,
  });
  world.changed({ kind: 'event', waId: lane });
}

/** Those held back follow right behind the next one. */
function letOvertake(world: World, lane: string): void {
  for (const event of world.state.events) {
    if (event.lane !== lane || !event.isOvertaken) continue;
    event.isOvertaken = false;
    event.notBefore = world.nowText();
    event.number = world.state.nextNumber + 0.5;
  }
}
