import type { Inbound } from '../../domain/channel.ts';
import { readInviteCode } from '../../domain/code.ts';
import { type Counted, isFirstOver, isOver, type LimitName, type Limits } from '../../domain/limits.ts';
import type { Mail } from '../../domain/mail.ts';
import { slashWord } from './command.ts';
import { folded } from './understand.ts';
import { saysStop } from './wishes.ts';

/** What the engine counts of what is said to it. */
export type SaidLimits = Record<
  'events' | 'scoldings' | 'passes' | 'registrations' | 'messages' | 'requests',
  Limits
>;

/** Who says it: the address's hash, whose it is, and for the web from which place. */
export interface Speaker {
  hash: string;
  personId: string | null;
  place: string | null;
}

/** What keeps an event from being acted on now. */
export interface Held {
  limit: LimitName;
  /** How many are free. */
  points: number;
  /** When counting begins anew, and how long that is. */
  until: Date;
  againInMs: number;
  /** Handled then, in its order; else it is only kept. */
  isDeferred: boolean;
  /** The first: only that one is answered. */
  isFirst: boolean;
}

/** What became of an event at the gate, and what it was counted by. */
export interface Admission {
  held: Held | null;
  /** It never waits behind what came too fast. */
  passes: boolean;
  counted: { limits: Limits; key: string; isRequest: boolean }[];
}

/**
 * Counts something that was said. Carrier words are free, and cries for help, STOP elsewhere and codes have a limit of their own:
 * they always pass. Of what comes too fast as much waits as the next minute may take; all else that is too much is kept
 * and not acted on (docs/decisions/0016-limits.md).
 */
export async function admit(
  limits: SaidLimits,
  { inbound, speaker: claimed, now }: { inbound: Inbound; speaker: Speaker; now: Date },
): Promise<Admission> {
  const isTheirs = isProven(inbound, claimed);
  const speaker = isTheirs ? claimed : answerable(inbound, claimed);
  const over = (held: Held) => ({ held: isTheirs ? held : unheard(held), passes: false, counted });
  const counted: Admission['counted'] = [];
  const count = async (name: keyof SaidLimits, key: string, isRequest = false): Promise<Counted> => {
    counted.push({ limits: limits[name], key, isRequest });
    return limits[name].take(key);
  };
  if (isFree(inbound)) return { held: null, passes: true, counted };
  if (isPassing(inbound) && !isOver(await count('passes', speaker.hash)))
    return { held: null, passes: true, counted };
  const bearer = speaker.personId ?? speaker.place ?? speaker.hash;
  const asked: [keyof SaidLimits, string][] = [
    ['events', speaker.hash],
    ...(bringsInvite(inbound, claimed) ? [['registrations', speaker.place ?? speaker.hash] as const] : []),
    ['messages', bearer],
  ].map(([name, key]) => [name as keyof SaidLimits, key!]);
  for (const [name, key] of asked) {
    const taken = await count(name, key, name === 'messages');
    if (!isOver(taken)) continue;
    const held = kept(name, taken, now);
    // Whoever goes on minute after minute is answered once, not sixty times an hour.
    const isFirst = held.isFirst && (name !== 'events' || !isOver(await limits.scoldings.take(speaker.hash)));
    return over({ ...held, isFirst });
  }
  // In a group they talk with the others, and ask nothing of the bot.
  if (inbound.group) return { held: null, passes: false, counted };
  const taken = await count('requests', speaker.personId ?? speaker.hash, true);
  return isOver(taken) ? over(deferred(taken, now)) : { held: null, passes: false, counted };
}

/** Anybody can write any sender into a mail. A guest is not known here by the id that tokens hold, and counts by that. */
const isProven = ({ mail }: Inbound, { personId }: Speaker): boolean =>
  !mail || mail.isAligned || (personId !== null && bearerOf(mail) === personId);

/**
 * Whose limits a mail uses up that nothing shows to be its sender's: those of whoever got the token it answers to, or
 * its own, so that nothing is taken from the owner of the mailbox.
 */
function answerable({ mail }: Inbound, speaker: Speaker): Speaker {
  const personId = mail ? bearerOf(mail) : null;
  return { ...speaker, hash: personId ?? `unproven ${speaker.hash}`, personId };
}

const bearerOf = ({ target }: Mail): string | null =>
  target.kind === 'reply' || target.kind === 'replyTo' ? target.personId : null;

/** The owner of the mailbox hears nothing of it, and nothing of theirs waits behind it. */
const unheard = (held: Held): Held => ({ ...held, isDeferred: false, isFirst: false });

const kept = (limit: LimitName, taken: Counted, now: Date): Held => ({
  limit,
  points: taken.points,
  until: new Date(now.getTime() + taken.againInMs),
  againInMs: taken.againInMs,
  isDeferred: false,
  isFirst: isFirstOver(taken),
});

/** The next minute has no more room than this one. */
function deferred(taken: Counted, now: Date): Held {
  const isDeferred = taken.count <= 2 * taken.points;
  const isFirst = isDeferred ? isFirstOver(taken) : taken.count === 2 * taken.points + 1;
  return { ...kept('requests', taken, now), isDeferred, isFirst };
}

const isFree = ({ said: { kind } }: Inbound) =>
  kind === 'stopped' || kind === 'started' || kind === 'carrierHelp';

const helpWords = new Set(['help', 'menu', 'ayuda']);

/** Who looks for help or the way out finds it, and who was sent a code can type it. */
function isPassing(inbound: Inbound): boolean {
  const { said, group } = inbound;
  if (said.kind !== 'text' || group) return false;
  if (/^\s*\d{3}[\s-]?\d{3}\s*$/.test(said.text) || saysStop(inbound)) return true;
  return helpWords.has(slashWord(said.text) ?? folded(said.text));
}

const inviteWords = new Set(['start', 'join', 'unirse', 'unirme']);

/** `/start CODE`, `JOIN CODE`; from somebody unknown also the code alone, which has a digit or a dash, unlike talk. */
function bringsInvite({ said, group }: Inbound, { personId }: Speaker): boolean {
  if (said.kind !== 'text' || group) return false;
  const words = said.text.trim().slice(0, 200);
  const [first = '', ...rest] = words.split(/\s+/);
  if (rest.length > 0 && inviteWords.has(slashWord(words) ?? folded(first))) return true;
  return personId === null && /[\d-]/.test(words) && readInviteCode(words) !== null;
}
