import type { WaitReason } from '../domain/digest.ts';
import type { Frequency } from '../domain/digestSlot.ts';
import type { QuietHours } from '../domain/quietHours.ts';
import { type Hours, hoursAt } from './hours.ts';

/** Who did something this short a time ago is awake, and waits for what answers it. */
export const presenceMs = 10 * 60_000;

/** Whether an address can be written to: `off` where the channel is, `windowClosed` where its provider wants them to write first. */
export type AddressState = 'open' | 'windowClosed' | 'unproven' | 'stopped' | 'bounced' | 'off';

/** One way to reach a member. */
export interface Way {
  id: string;
  channel: string;
  state: AddressState;
}

/** What a member does not want to hear; a person or a forum may be muted for good. */
export type Mute =
  | { what: 'everything'; until: Date }
  | { what: 'person' | 'forum'; id: string; until: Date | null };

/** A member as the planner sees them: where they can be reached, and what they chose. */
export interface Recipient {
  /** The latest proven first. */
  ways: Way[];
  isSuspended: boolean;
  preferredChannel: string;
  /** Where it goes if it cannot go there; what is not named comes last. */
  fallbackChannels: string[];
  frequency: Frequency;
  /** When digests come, in minutes after midnight, and on which day where it is weekly (0 is Sunday). */
  digestAt: number;
  digestWeekday: number;
  timeZone: string;
  quietHours: QuietHours | null;
  allowsUrgent: boolean;
  mutes: Mute[];
}

/**
 * What is to be carried. Posts, replies and requests are governed by what people chose; codes, and answers to what they
 * just did, are not.
 */
export interface Carried {
  kind: 'post' | 'reply' | 'request' | 'answer' | 'code';
  isUrgent: boolean;
  /** The author's membership. */
  authorId: string | null;
  forumId: string | null;
  /** When this member did what it answers. */
  answersActAt: Date | null;
  /** What it costs as a text message to this member. */
  segments: () => number;
}

/** Why it goes another way than the preferred one. */
export type WayReason = Exclude<AddressState, 'open'> | 'budget';
/** Why it goes later, or goes at once though it would have waited. */
export type TimeReason = 'quietHours' | 'daily' | 'weekly' | 'muted' | 'windowClosed' | Passing;
/** It is urgent, and they allow that; or it answers what they just wrote. */
type Passing = 'urgent' | 'answersYou';
/** Why it does not go. */
export type SkipReason = 'noAddress' | WayReason | 'suspended' | 'mutedPerson' | 'mutedForum';

/** What becomes of one message for one member, and why. */
export type Decision =
  | {
      kind: 'send';
      addressId: string;
      channel: string;
      wayReason: WayReason | null;
      notBefore: Date;
      timeReason: TimeReason | null;
      /** What it costs, where it is a text message. */
      segments: number | null;
    }
  | {
      kind: 'digest';
      addressId: string;
      channel: string;
      wayReason: WayReason | null;
      digestAt: Date;
      timeReason: WaitReason;
    }
  | { kind: 'skip'; reason: SkipReason };

export interface Circumstances {
  /** What the community may still spend on text messages this month; null where it does not count. */
  segmentsLeft: number | null;
  now: Date;
  /** Of that moment, where many are planned for. */
  hours?: Hours;
}

/**
 * Chooses channel and moment for one member. Pure.
 *
 * It runs ten thousand times for one post, so it makes no functions of its own: tsx gives each its name anew every time.
 */
export function plan(
  to: Recipient,
  message: Carried,
  { segmentsLeft, now, hours = hoursAt(now) }: Circumstances,
): Decision {
  const refusal = isGoverned(message) ? refusalOf(to, message, now) : null;
  if (refusal) return { kind: 'skip', reason: refusal };
  const time = timeFor(to, message, { now, hours });
  // What a digest costs is known when it is made.
  const cost = time.digestAt ? null : message.segments;
  const way = wayFor(to, { cost, segmentsLeft });
  if ('refusal' in way) return { kind: 'skip', reason: way.refusal };
  const { id: addressId, channel, state } = way.way;
  const { wayReason, segments } = way;
  if (time.digestAt) return { kind: 'digest', addressId, channel, wayReason, ...time };
  const waitsForWord = state === 'windowClosed' && time.timeReason !== 'quietHours';
  const timeReason = waitsForWord ? 'windowClosed' : time.timeReason;
  return { kind: 'send', addressId, channel, wayReason, segments, notBefore: time.notBefore, timeReason };
}

const isGoverned = ({ kind }: Carried) => kind === 'post' || kind === 'reply' || kind === 'request';

function refusalOf(to: Recipient, { authorId, forumId }: Carried, now: Date): SkipReason | null {
  if (to.isSuspended) return 'suspended';
  if (isMuted(to, { what: 'person', id: authorId }, now)) return 'mutedPerson';
  return isMuted(to, { what: 'forum', id: forumId }, now) ? 'mutedForum' : null;
}

const isMuted = (
  { mutes }: Recipient,
  { what, id }: { what: 'person' | 'forum'; id: string | null },
  now: Date,
): boolean =>
  mutes.some((mute) => mute.what === what && mute.id === id && (mute.until === null || mute.until > now));

type Time =
  | { digestAt: Date; timeReason: WaitReason }
  | { digestAt?: never; notBefore: Date; timeReason: 'quietHours' | Passing | null };

function timeFor(to: Recipient, message: Carried, { now, hours }: { now: Date; hours: Hours }): Time {
  const { quietHours, timeZone, frequency } = to;
  if (!isGoverned(message)) return atOnce(now);
  const mutedUntil = endOfMute(to, now);
  // Silence that was asked for holds for what is urgent, too.
  if (mutedUntil) return { digestAt: hours.awake(quietHours, mutedUntil, timeZone), timeReason: 'muted' };
  const passing = passingOf(to, message, now);
  if (passing) return { ...atOnce(now), timeReason: waits(to, now, hours) ? passing : null };
  if (frequency !== 'at once') {
    const slot = hours.slot(rhythmFor(to, message), timeZone);
    return { digestAt: hours.awake(quietHours, slot, timeZone), timeReason: frequency };
  }
  const notBefore = hours.awake(quietHours, now, timeZone);
  if (notBefore <= now) return atOnce(now);
  // What piles up in a night comes together in the morning; a request has buttons of its own.
  return message.kind === 'request'
    ? { notBefore, timeReason: 'quietHours' }
    : { digestAt: notBefore, timeReason: 'quietHours' };
}

const atOnce = (now: Date) => ({ notBefore: now, timeReason: null }) satisfies Time;

function passingOf(
  { allowsUrgent }: Recipient,
  { answersActAt, isUrgent }: Carried,
  now: Date,
): Passing | null {
  if (isUrgent && allowsUrgent) return 'urgent';
  const isAnswer = answersActAt !== null && now.getTime() - answersActAt.getTime() < presenceMs;
  return isAnswer ? 'answersYou' : null;
}

const waits = ({ frequency, quietHours, timeZone }: Recipient, now: Date, hours: Hours): boolean =>
  frequency !== 'at once' || hours.awake(quietHours, now, timeZone) > now;

function endOfMute({ mutes }: Recipient, now: Date): Date | null {
  let end: Date | null = null;
  for (const { what, until } of mutes)
    if (what === 'everything' && until && until > (end ?? now)) end = until;
  return end;
}

/** Somebody at the door is not kept waiting for a week. */
function rhythmFor({ frequency, digestAt: at, digestWeekday: weekday }: Recipient, { kind }: Carried) {
  const every = frequency === 'weekly' && kind !== 'request' ? 'week' : 'day';
  return { every, at, weekday } as const;
}

type Chosen = { way: Way; wayReason: WayReason | null; segments: number | null } | { refusal: SkipReason };

function wayFor(
  to: Recipient,
  { cost, segmentsLeft }: { cost: (() => number) | null; segmentsLeft: number | null },
): Chosen {
  let reason: WayReason | null = null;
  let waiting: Chosen | null = null;
  for (const way of inOrder(to)) {
    const segments = way.channel === 'sms' && cost ? cost() : null;
    const isTooDear = segments !== null && segmentsLeft !== null && segments > segmentsLeft;
    const here = { way, wayReason: reason ?? missing(to, way), segments };
    // Where they did not name another channel, it waits on theirs until they write there.
    const mayTake = waiting === null || to.fallbackChannels.includes(way.channel);
    if (way.state === 'open' && !isTooDear && mayTake) return here;
    if (way.state === 'windowClosed') waiting ??= here;
    reason ??= way.state === 'open' ? 'budget' : way.state;
  }
  return waiting ?? { refusal: reason ?? 'noAddress' };
}

/** They prefer a channel on which they have no address yet. */
const missing = ({ ways, preferredChannel }: Recipient, { channel }: Way): WayReason | null =>
  channel === preferredChannel || ways.some((one) => one.channel === preferredChannel) ? null : 'unproven';

/** The preferred channel, those they named, then the others; a browser last, which may not be opened for weeks. */
function inOrder(to: Recipient): Way[] {
  if (to.ways.length < 2) return to.ways;
  return [...to.ways].sort((one, other) => rank(to, one) - rank(to, other));
}

function rank({ preferredChannel, fallbackChannels }: Recipient, { channel }: Way): number {
  if (channel === preferredChannel) return -1;
  const place = fallbackChannels.indexOf(channel);
  if (place >= 0) return place;
  return fallbackChannels.length + (channel === 'web' ? 1 : 0);
}
