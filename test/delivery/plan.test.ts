import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AddressState,
  type Carried,
  type Decision,
  type Mute,
  plan,
  type Recipient,
  type Way,
} from '../../delivery/plan.ts';
import { isQuiet } from '../../domain/quietHours.ts';

/** Ten in the evening in Lima, on a Monday. */
const now = new Date('2026-03-03T03:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

const ways = (spec: string): Way[] =>
  spec
    .split(' ')
    .filter(Boolean)
    .map((one) => {
      const [channel = '', state = 'open'] = one.split(':');
      return { id: channel, channel, state: state as AddressState };
    });

function recipient({
  reach = 'telegram',
  ...chosen
}: Partial<Recipient> & { reach?: string } = {}): Recipient {
  return {
    ways: ways(reach),
    isSuspended: false,
    preferredChannel: 'telegram',
    fallbackChannels: [],
    frequency: 'at once',
    digestAt: 18 * 60,
    digestWeekday: 0,
    timeZone: 'America/Lima',
    quietHours: null,
    allowsUrgent: true,
    mutes: [],
    ...chosen,
  };
}

const carried = (of: Partial<Carried> = {}): Carried => ({
  kind: 'post',
  isUrgent: false,
  authorId: 'ben',
  forumId: 'music',
  answersActAt: null,
  segments: () => 2,
  ...of,
});

/** A decision in a line: the channel with why not another, the moment with why not now; or why not at all. */
function shown(decision: Decision): string {
  if (decision.kind === 'skip') return `skip ${decision.reason}`;
  const { channel, wayReason, timeReason } = decision;
  const moment = decision.kind === 'digest' ? decision.digestAt : decision.notBefore;
  return [
    channel,
    wayReason && `(${wayReason})`,
    decision.kind,
    moment.getTime() === now.getTime() ? 'now' : moment.toISOString().slice(5, 16),
    timeReason,
  ]
    .filter(Boolean)
    .join(' ');
}

const decide = (to: Recipient, message = carried(), segmentsLeft: number | null = null) =>
  shown(plan(to, message, { segmentsLeft, now }));

describe('a message goes by', () => {
  test.each([
    ['the preferred channel', 'sms telegram email', {}, 'telegram send now'],
    [
      'the one they named next',
      'sms telegram:stopped email',
      { fallbackChannels: ['email'] },
      'email (stopped) send now',
    ],
    ['the latest proven, where they named none', 'sms telegram:stopped email', {}, 'sms (stopped) send now'],
    [
      'the next that is left',
      'sms:bounced telegram:stopped email',
      { fallbackChannels: ['sms'] },
      'email (stopped) send now',
    ],
    ['a browser last', 'web telegram:stopped sms', {}, 'sms (stopped) send now'],
    ['a browser at least', 'web telegram:stopped', {}, 'web (stopped) send now'],
    [
      'a browser first, for whom it is the preferred one',
      'sms web',
      { preferredChannel: 'web' },
      'web send now',
    ],
    ['another, while they have not proven the one they prefer', 'sms', {}, 'sms (unproven) send now'],
    ['another, where their channel is off', 'sms telegram:off', {}, 'sms (off) send now'],
    [
      'another, where their mail came back',
      'sms email:bounced',
      { preferredChannel: 'email' },
      'sms (bounced) send now',
    ],
    ['a second address of the same channel', 'telegram:stopped telegram', {}, 'telegram (stopped) send now'],
    [
      'WhatsApp, and waits there until they write',
      'whatsapp:windowClosed',
      { preferredChannel: 'whatsapp' },
      'whatsapp send now windowClosed',
    ],
    [
      'WhatsApp all the same, as they named no other',
      'sms whatsapp:windowClosed',
      { preferredChannel: 'whatsapp' },
      'whatsapp send now windowClosed',
    ],
    [
      'the one they named for such times',
      'sms email whatsapp:windowClosed',
      { preferredChannel: 'whatsapp', fallbackChannels: ['email'] },
      'email (windowClosed) send now',
    ],
    [
      'WhatsApp, where the one before it is stopped',
      'sms whatsapp:windowClosed telegram:stopped',
      { fallbackChannels: ['whatsapp'] },
      'whatsapp (stopped) send now windowClosed',
    ],
  ])('%s', (_what, reach, chosen, decision) => {
    expect(decide(recipient({ reach, ...chosen }))).toBe(decision);
  });

  test.each([
    ['there is no way to them', '', {}, 'skip noAddress'],
    ['they stopped the only one', 'telegram:stopped', {}, 'skip stopped'],
    ['what they prefer is told where nothing is left', 'sms:stopped telegram:bounced', {}, 'skip bounced'],
    ['they are suspended', 'telegram', { isSuspended: true }, 'skip suspended'],
    [
      'they muted its author',
      'telegram',
      { mutes: [{ what: 'person', id: 'ben', until: null }] },
      'skip mutedPerson',
    ],
    [
      'they muted its author for a while',
      'telegram',
      { mutes: [{ what: 'person', id: 'ben', until: inHours(1) }] },
      'skip mutedPerson',
    ],
    [
      'they muted its forum',
      'telegram',
      { mutes: [{ what: 'forum', id: 'music', until: null }] },
      'skip mutedForum',
    ],
  ] as const)('none, where %s', (_what, reach, chosen, decision) => {
    expect(decide(recipient({ reach, ...(chosen as Partial<Recipient>) }))).toBe(decision);
  });

  test.each([
    ['another author', { what: 'person', id: 'ana', until: null }],
    ['another forum', { what: 'forum', id: 'chess', until: null }],
    ['a forum of the same id as its author', { what: 'forum', id: 'ben', until: null }],
    ['its author until just now', { what: 'person', id: 'ben', until: now }],
    ['everything until just now', { what: 'everything', until: now }],
  ] as const)('its way, though they muted %s', (_what, mute) => {
    expect(decide(recipient({ mutes: [mute] }))).toBe('telegram send now');
  });
});

const quietHours = { from: 22 * 60, to: 7 * 60 };
const muted: Pick<Recipient, 'mutes'> = { mutes: [{ what: 'everything', until: inHours(30) }] };

describe('a message goes', () => {
  test.each([
    ['at once', {}, {}, 'telegram send now'],
    ['after their quiet hours', { quietHours }, {}, 'telegram digest 03-03T12:00 quietHours'],
    ['at once outside of them', { quietHours: { from: 0, to: 7 * 60 } }, {}, 'telegram send now'],
    ['with the next daily digest', { frequency: 'daily' }, {}, 'telegram digest 03-03T23:00 daily'],
    ['with the next weekly digest', { frequency: 'weekly' }, {}, 'telegram digest 03-08T23:00 weekly'],
    [
      'with the digest, later as that would be in quiet hours',
      { frequency: 'daily', quietHours: { from: 17 * 60, to: 20 * 60 } },
      {},
      'telegram digest 03-04T01:00 daily',
    ],
    ['when the silence ends that they asked for', { ...muted }, {}, 'telegram digest 03-04T09:00 muted'],
    [
      'when that silence and their quiet hours are over',
      { ...muted, quietHours },
      {},
      'telegram digest 03-04T12:00 muted',
    ],
    [
      'when the silence ends, however urgent it is',
      { ...muted },
      { isUrgent: true },
      'telegram digest 03-04T09:00 muted',
    ],
    [
      'at once in quiet hours, as it is urgent',
      { quietHours },
      { isUrgent: true },
      'telegram send now urgent',
    ],
    [
      'when they write there, however urgent it is',
      { quietHours, ways: ways('telegram:windowClosed') },
      { isUrgent: true },
      'telegram send now windowClosed',
    ],
    ['at once, as it would be anyway, though it is urgent', {}, { isUrgent: true }, 'telegram send now'],
    [
      'at once rather than with the digest, as it is urgent',
      { frequency: 'weekly' },
      { isUrgent: true },
      'telegram send now urgent',
    ],
    [
      'after quiet hours, though urgent, as they do not allow that',
      { quietHours, allowsUrgent: false },
      { isUrgent: true },
      'telegram digest 03-03T12:00 quietHours',
    ],
    [
      'with the digest, though urgent, as they do not allow that',
      { frequency: 'daily', allowsUrgent: false },
      { isUrgent: true },
      'telegram digest 03-03T23:00 daily',
    ],
    [
      'at once, as it answers what they wrote 9 minutes ago',
      { quietHours, frequency: 'daily' },
      { kind: 'reply', answersActAt: minutesAgo(9) },
      'telegram send now answersYou',
    ],
    [
      'later, as it answers what they wrote 10 minutes ago',
      { quietHours },
      { kind: 'reply', answersActAt: minutesAgo(10) },
      'telegram digest 03-03T12:00 quietHours',
    ],
    [
      'at once, being a code',
      { quietHours, frequency: 'weekly', ...muted },
      { kind: 'code' },
      'telegram send now',
    ],
    [
      'at once, being an answer',
      { quietHours, frequency: 'weekly', ...muted },
      { kind: 'answer' },
      'telegram send now',
    ],
    [
      'at once to somebody suspended, being an answer',
      { isSuspended: true },
      { kind: 'answer' },
      'telegram send now',
    ],
    [
      'after quiet hours, being a request',
      { quietHours },
      { kind: 'request' },
      'telegram send 03-03T12:00 quietHours',
    ],
    [
      'with a digest of the same day, being a request',
      { frequency: 'weekly' },
      { kind: 'request' },
      'telegram digest 03-03T23:00 weekly',
    ],
  ] as [string, Partial<Recipient>, Partial<Carried>, string][])('%s', (_when, chosen, message, decision) => {
    expect(decide(recipient(chosen), carried(message))).toBe(decision);
  });
});

describe('of a budget for text messages', () => {
  const onSms = { reach: 'sms', preferredChannel: 'sms' };
  test.each([
    ['is enough left', onSms, 2, 'sms send now'],
    ['there is none', onSms, null, 'sms send now'],
    ['is too little left, so that it is skipped', onSms, 1, 'skip budget'],
    [
      'is too little left, so that it goes another way',
      { ...onSms, reach: 'sms email' },
      1,
      'email (budget) send now',
    ],
    ['nothing is taken for a digest', { ...onSms, frequency: 'daily' }, 0, 'sms digest 03-03T23:00 daily'],
    ['nothing is taken on another channel', {}, 0, 'telegram send now'],
    [
      'nothing is left, but they named another channel',
      { reach: 'email sms telegram:stopped', fallbackChannels: ['sms'] },
      0,
      'email (stopped) send now',
    ],
  ] as [string, Partial<Recipient> & { reach?: string }, number | null, string][])(
    '%s',
    (_what, chosen, left, decision) => {
      expect(decide(recipient(chosen), carried(), left)).toBe(decision);
    },
  );

  test('what a text message costs is counted, and no other’s is', () => {
    let counted = 0;
    const message = carried({ segments: () => ++counted });
    plan(recipient({ reach: 'telegram sms' }), message, { segmentsLeft: null, now });
    expect(counted).toBe(0);
    expect(plan(recipient(onSms), message, { segmentsLeft: null, now })).toMatchObject({ segments: 1 });
  });
});

const zones = ['America/Lima', 'Africa/Lagos', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia'];
const minute = fc.integer({ min: 0, max: 1_439 });
const anyWay = fc
  .record({
    id: fc.uuid(),
    channel: fc.constantFrom('telegram', 'sms', 'whatsapp', 'email', 'web'),
    state: fc.constantFrom<AddressState>(
      'open',
      'open',
      'windowClosed',
      'unproven',
      'stopped',
      'bounced',
      'off',
    ),
  })
  .filter(({ channel, state }) => channel === 'whatsapp' || state !== 'windowClosed');
const someMoment = fc.date({
  min: new Date('2011-12-01T00:00Z'),
  max: new Date('2030-01-01T00:00Z'),
  noInvalidDate: true,
});
const someone = fc.record({
  ways: fc.array(anyWay, { maxLength: 4 }),
  isSuspended: fc.constant(false),
  preferredChannel: fc.constantFrom('telegram', 'sms', 'whatsapp'),
  fallbackChannels: fc.uniqueArray(fc.constantFrom('email', 'sms', 'web'), { maxLength: 2 }),
  frequency: fc.constantFrom('at once' as const, 'daily' as const, 'weekly' as const),
  digestAt: minute,
  digestWeekday: fc.integer({ min: 0, max: 6 }),
  timeZone: fc.constantFrom(...zones),
  quietHours: fc.option(
    fc
      .tuple(minute, minute)
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => ({ from, to })),
  ),
  allowsUrgent: fc.boolean(),
  mutes: fc.constant<Mute[]>([]),
});
const somethingSaid = fc.record({
  kind: fc.constantFrom('post' as const, 'reply' as const, 'request' as const),
  isUrgent: fc.boolean(),
  authorId: fc.constant('ben'),
  forumId: fc.constant('music'),
  answersActAt: fc.constant(null),
  segments: fc.integer({ min: 1, max: 5 }).map((segments) => () => segments),
});
const someBudget = fc.option(fc.integer({ min: 0, max: 6 }));
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const runs = { numRuns: 3_000 };

describe('whoever they are and whatever it is', () => {
  const property = (
    check: (
      decision: Decision,
      given: { to: Recipient; message: Carried; left: number | null; at: Date },
    ) => void,
  ) =>
    fc.assert(
      fc.property(someone, somethingSaid, someBudget, someMoment, (to, message, left, at) => {
        check(plan(to, message, { segmentsLeft: left, now: at }), { to, message, left, at });
      }),
      runs,
    );
  const momentOf = (decision: Decision) =>
    decision.kind === 'skip' ? null : decision.kind === 'digest' ? decision.digestAt : decision.notBefore;

  test('nothing comes in quiet hours, unless it is urgent and they allow that', () => {
    property((decision, { to, message }) => {
      const moment = momentOf(decision);
      if (!moment || !to.quietHours || (message.isUrgent && to.allowsUrgent)) return;
      expect(isQuiet(to.quietHours, moment, to.timeZone)).toBe(false);
    });
  });

  test('nothing comes before it is said, nor later than a day and the quiet hours, or a week and a day', () => {
    property((decision, { to, at }) => {
      const moment = momentOf(decision);
      if (!moment) return;
      const quietMs = to.quietHours ? ((to.quietHours.to - to.quietHours.from + 1_440) % 1_440) * 60_000 : 0;
      const mostMs =
        decision.kind === 'send' ? quietMs : (to.frequency === 'weekly' ? 8 : 1) * dayMs + quietMs;
      expect(moment.getTime()).toBeGreaterThanOrEqual(at.getTime());
      // The hour that a clock shows twice, once for the digest and once for the night.
      expect(moment.getTime() - at.getTime()).toBeLessThanOrEqual(mostMs + 2 * hourMs);
    });
  });

  test('it goes to an address of theirs that can be written to, and is skipped only where there is none', () => {
    property((decision, { to, left }) => {
      const usable = to.ways.filter(({ state }) => state === 'open' || state === 'windowClosed');
      if (decision.kind === 'skip') {
        const isDear = usable.every(({ channel }) => channel === 'sms') && left !== null;
        expect(usable.length === 0 || isDear, decision.reason).toBe(true);
      } else expect(usable.map(({ id }) => id)).toContain(decision.addressId);
    });
  });

  test('the preferred channel is taken wherever it can be, and any other with a reason', () => {
    property((decision, { to }) => {
      if (decision.kind === 'skip') return;
      const preferred = to.ways.find(
        ({ channel, state }) => channel === to.preferredChannel && state === 'open',
      );
      const isFirst =
        preferred && to.ways.find(({ channel }) => channel === to.preferredChannel) === preferred;
      if (isFirst && preferred.channel !== 'sms') expect(decision.addressId).toBe(preferred.id);
      if (decision.channel !== to.preferredChannel) expect(decision.wayReason).not.toBeNull();
    });
  });

  test('no text message goes that the budget does not cover', () => {
    property((decision, { message, left }) => {
      if (decision.kind !== 'send' || decision.channel !== 'sms' || left === null) return;
      expect(message.segments()).toBeLessThanOrEqual(left);
      expect(decision.segments).toBe(message.segments());
    });
  });
});
