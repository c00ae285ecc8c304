import { expect, test } from 'vitest';
import { holdings } from '../../db/privacy/holdings.ts';
import * as schema from '../../db/schema.ts';
import type { Gathered } from '../../privacy/gather.ts';
import { pageOf } from '../../privacy/page.ts';
import { texts } from '../../texts/texts.ts';

const nothing = Object.fromEntries(Object.keys(holdings).map((name) => [name, []])) as unknown as Gathered;
const at = new Date('2026-03-01T12:05:00Z');
const told = (gathered: Partial<Gathered>, language: 'en' | 'es' = 'en') =>
  pageOf({ ...nothing, ...gathered }, { language, timeZone: 'America/Lima', now: at });

test('the page tells each thing in a line, by its reader’s clock and in their words', () => {
  const page = told({
    memberships: [
      { community: 'Lincoln 98', role: 'organizer', status: 'active', allows_urgent: false, created_at: at },
    ],
    approvals_given: [{ verdict: 'approve', reason: null, request: 3, created_at: at }],
    messages: [
      { text: 'Two\nlines', files: [{ name: 'a.jpg', link: 'https://x.example/m/1' }], created_at: at },
    ],
  });
  expect(page).toMatch(/^\uFEFFAll that Homeroom keeps about you, as of 2026-03-01 07:05 \(Lima\)/);
  expect(page).toContain('* 2026-03-01 07:05 | class: Lincoln 98 | role: organizer | status: in\n');
  expect(page).toContain('* 2026-03-01 07:05 | text: Two\n  lines | files: a.jpg https://x.example/m/1\n');
  expect(page).toContain('* 2026-03-01 07:05 | verdict: known | request: 3\n');
  expect(page).not.toContain('Your browsers');
});

test('in Spanish as well, with how many there are of a kind', () => {
  const page = told(
    { deliveries: [1, 2].map(() => ({ channel: 'sms', status: 'read', created_at: at })) },
    'es',
  );
  expect(page).toContain('Lo que se te envió (2)\n');
  expect(page).toContain('* 2026-03-01 07:05 | canal: SMS | estado: leído');
});

test('every word that a row may hold there is one of ours', () => {
  const words = [
    ...schema.membershipRoles,
    ...schema.membershipStatuses,
    ...schema.deliveryKinds,
    ...schema.deliveryStatuses,
    ...schema.approvalStatuses,
    ...schema.exportStatuses,
    ...schema.inboxStatuses,
    ...schema.conversationStatuses,
    ...schema.people.privacyProfile.enumValues,
    ...schema.memberships.frequency.enumValues,
    ...schema.votes.verdict.enumValues,
  ];
  expect(words.filter((word) => !(`mydata.word.${word}` in texts))).toEqual([]);
});
