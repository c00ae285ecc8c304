import { describe, expect, test } from 'vitest';
import { plan, type Recipient } from '../../delivery/plan.ts';
import { carried, decide, inHours, now, recipient } from './decisions.ts';

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
