import type { CarriedMessage } from '../db/carried.ts';
import type { DigestItem } from '../db/digestItems.ts';
import type { HeldRow, NewDigest } from '../db/digests.ts';
import type { RecipientRow } from '../db/recipients.ts';
import type { WaitReason } from '../domain/digest.ts';
import { needsConsent } from './decide.ts';
import { fitted, mostShown } from './digestLimits.ts';
import { type Carried, type Decision, plan } from './plan.ts';
import { recipientOf } from './recipient.ts';
import { type CountSegments, contentAsText, digestAsText, postCost } from './smsCost.ts';

type Way = Pick<Decision & { kind: 'send' }, 'addressId' | 'channel' | 'wayReason' | 'segments'>;

export interface DecidedDigest {
  digest: NewDigest;
  personId: string;
  rowIds: string[];
  way: Way;
  /** When the next one comes, should this one have been made already. */
  nextAt: Date;
}

/** What becomes of what was held for many members. */
export interface DecidedHeld {
  digests: DecidedDigest[];
  /** What goes by itself: a single message, and requests, which are answered with buttons. */
  alone: (Way & { id: string })[];
  skipped: { id: string; reason: string }[];
  postponed: { id: string; digestAt: Date; timeReason: WaitReason | null }[];
  /** True where the budget kept somebody from a text message. */
  wasShort: boolean;
}

interface Known {
  /** By membership. */
  held: Map<string, HeldRow[]>;
  /** By person. */
  items: Map<string, DigestItem[]>;
  /** By message, those that may be alone in a text message. */
  carried: Map<string, CarriedMessage>;
  countSegments: CountSegments;
  segmentsLeft: number | null;
  newId: () => string;
  now: Date;
}

/** Decides for each member what comes now, how, and what not. Pure. */
export function decideHeld(members: RecipientRow[], known: Known): DecidedHeld {
  const decided: DecidedHeld = { digests: [], alone: [], skipped: [], postponed: [], wasShort: false };
  let left = known.segmentsLeft;
  for (const member of members) {
    const rows = known.held.get(member.membershipId) ?? [];
    const going = rows.filter((row) => !refusalOf(member, row));
    decided.skipped.push(
      ...rows.flatMap((row) => ({ id: row.id, reason: refusalOf(member, row) ?? [] })).filter(isRefused),
    );
    for (const unit of unitsOf(member, going, known)) {
      const decision = plan({ ...recipientOf(member, known.now), frequency: 'at once' }, unit.carried, {
        segmentsLeft: left,
        now: known.now,
      });
      if (decision.kind === 'send' && left !== null) left -= decision.segments ?? 0;
      note(decided, decision, { member, unit, known });
    }
  }
  return decided;
}

const isRefused = (row: { id: string; reason: string | never[] }): row is { id: string; reason: string } =>
  typeof row.reason === 'string';

function refusalOf({ status }: RecipientRow, { refusal }: HeldRow): string | null {
  if (status === 'active') return refusal;
  return status === 'suspended' ? 'suspended' : 'left';
}

/** What is decided about, and sent, together. */
interface Unit {
  rows: HeldRow[];
  carried: Carried;
  /** How many of the messages a text message shows. */
  shown: () => number;
}

/** Requests each by itself, messages together. */
function unitsOf(member: RecipientRow, rows: HeldRow[], known: Known): Unit[] {
  const requests = rows.filter(({ messageId }) => messageId === null);
  const messages = rows.filter(({ messageId }) => messageId !== null);
  return [
    ...requests.map((row) => unit([row], () => ({ shown: 1, segments: requestCost(member, row, known) }))),
    ...(messages.length > 0 ? [unit(messages, () => messagesCost(member, messages, known))] : []),
  ];
}

function unit(rows: HeldRow[], measure: () => { shown: number; segments: number }): Unit {
  let measured: ReturnType<typeof measure> | null = null;
  const once = () => {
    measured ??= measure();
    return measured;
  };
  const waited = { isUrgent: false, authorId: null, forumId: null, answersActAt: null };
  return {
    rows,
    carried: { kind: 'post', ...waited, segments: () => once().segments },
    shown: () => once().shown,
  };
}

const requestCost = (member: RecipientRow, { content }: HeldRow, { countSegments }: Known) =>
  countSegments(contentAsText(content!, { ...member, needsConsent: needsConsent(member) }));

function messagesCost(member: RecipientRow, rows: HeldRow[], { items, carried, countSegments }: Known) {
  const reader = { ...member, needsConsent: needsConsent(member) };
  const own = items.get(member.personId) ?? [];
  const alone = rows.length === 1 ? carried.get(rows[0]!.messageId!) : undefined;
  if (alone)
    return { shown: 1, segments: postCost(countSegments, alone)({ ...reader, number: own[0]!.number }) };
  const { digestAt: slotAt, timeReason } = latest(rows);
  const waiting = { slotAt, timeReason, timeZone: member.timeZone, items: own };
  return fitted(own.length, (shown) => countSegments(digestAsText({ ...waiting, shown }, reader)));
}

function note(
  decided: DecidedHeld,
  decision: Decision,
  { member, unit: { rows, shown }, known }: { member: RecipientRow; unit: Unit; known: Known },
): void {
  const ids = rows.map(({ id }) => id);
  const reason = decision.kind === 'skip' ? decision.reason : decision.wayReason;
  decided.wasShort ||= reason === 'budget';
  if (decision.kind === 'skip') decided.skipped.push(...ids.map((id) => ({ id, reason: decision.reason })));
  else if (decision.kind === 'digest') {
    const { digestAt } = decision;
    const timeReason = decision.timeReason === 'muted' ? 'muted' : null;
    decided.postponed.push(...ids.map((id) => ({ id, digestAt, timeReason }) as const));
  } else {
    const { addressId, channel, wayReason, segments } = decision;
    const way = { addressId, channel, wayReason, segments };
    if (ids.length === 1) decided.alone.push({ ...way, id: ids[0]! });
    else {
      const digest = digestOf(member, rows, known);
      const most = channel === 'sms' ? shown() : Math.min(rows.length, mostShown(channel));
      decided.digests.push({
        digest: { ...digest, shown: most },
        personId: member.personId,
        rowIds: ids,
        way,
        nextAt: nextAt(member, known.now),
      });
    }
  }
}

function digestOf({ communityId, membershipId }: RecipientRow, rows: HeldRow[], { newId }: Known) {
  const { digestAt: slotAt, timeReason } = latest(rows);
  return { id: newId(), communityId, membershipId, slotAt, timeReason };
}

/** Of several slots the last one names the digest. */
const latest = (rows: HeldRow[]): HeldRow =>
  rows.reduce((last, row) => (row.digestAt > last.digestAt ? row : last));

const minuteMs = 60_000;

/** Without a rhythm a minute later: this very moment has its digest. */
function nextAt(member: RecipientRow, now: Date): Date {
  const waited = { isUrgent: false, authorId: null, forumId: null, answersActAt: null, segments: () => 0 };
  const decision = plan(recipientOf(member, now), { kind: 'post', ...waited }, { segmentsLeft: null, now });
  return decision.kind === 'digest' ? decision.digestAt : new Date(now.getTime() + minuteMs);
}
