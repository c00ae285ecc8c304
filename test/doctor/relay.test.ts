import { expect, test } from 'vitest';
import { type BounceSettings, bouncesCheck } from '../../doctor/bounces.ts';
import { relayCheck } from '../../doctor/relay.ts';
import { emailEmulator } from '../../lab/email/emulator.ts';
import { atEnd } from '../support/atEnd.ts';
import { fakeClock } from '../support/clock.ts';
import { seededRandom } from '../support/random.ts';
import { looked } from './looking.ts';

async function relayWith(login?: { user: string; password: string }): Promise<string> {
  const inbound = { inboundDomain: 'homeroom.example', inboundUrl: 'http://127.0.0.1:59/' };
  const emulator = emailEmulator({
    clock: fakeClock(),
    random: seededRandom(1),
    ...inbound,
    ...(login && { login }),
  });
  atEnd(() => emulator.stop());
  return emulator.listen();
}

const as = (url: string, user: string) => url.replace('//', `//${user}@`);

test('a relay that lets us in is fine, with and without a password', async () => {
  expect(await looked(relayCheck(await relayWith()))).toEqual(['✓ The relay 127.0.0.1 lets us in.']);
  const url = await relayWith({ user: 'homeroom', password: 'p@ssword' });
  expect(await looked(relayCheck(as(url, 'homeroom:p%40ssword')))).toEqual([
    '✓ The relay 127.0.0.1 lets us in.',
  ]);
});

test('a relay that does not is named with what to correct, and never with the password', async () => {
  const url = await relayWith({ user: 'homeroom', password: 'right' });
  const refused = await looked(relayCheck(as(url, 'homeroom:hunter22')));
  expect(refused).toEqual([
    expect.stringMatching(/^✗ The relay 127\.0\.0\.1 refuses user or password: copy both anew/),
  ]);
  expect(refused.join()).not.toContain('hunter22');
  expect(await looked(relayCheck('smtp://127.0.0.1:59'))).toEqual([
    expect.stringMatching(
      /^✗ The relay 127\.0\.0\.1 does not answer at port 59 \(ESOCKET|ECONNECTION\): correct SMTP_URL/,
    ),
  ]);
  expect(await looked(relayCheck(url.replace('smtp:', 'smtps:')))).toEqual([
    expect.stringMatching(
      /^✗ The relay 127\.0\.0\.1 and we do not agree on encryption: use smtp:\/\/\.\.\.:587/,
    ),
  ]);
});

const arns = ['arn:aws:sns:eu-west-1:123456789012:mail'];

test.each<[string, string, Partial<BounceSettings>, RegExp]>([
  ['own', 'smtp://mail.homeroom.example', {}, /^✓ Mail that bounces is heard of\.$/],
  [
    'own, only out',
    'smtp://mail.homeroom.example',
    { inboundDomain: undefined },
    /^! .* set INBOUND_EMAIL_DOMAIN/,
  ],
  ['SendGrid', 'smtp://smtp.sendgrid.net', {}, /^! .* set SENDGRID_WEBHOOK_PUBLIC_KEY\.$/],
  ['SendGrid, told', 'smtp://smtp.sendgrid.net', { sendgridPublicKey: 'MFkw' }, /^✓/],
  ['SES', 'smtp://email-smtp.eu-west-1.amazonaws.com', {}, /^! .* set SNS_TOPIC_ARNS\.$/],
  ['SES, told', 'smtp://email-smtp.eu-west-1.amazonaws.com', { snsTopicArns: arns }, /^✓/],
  ['Postmark', 'smtp://smtp.postmarkapp.com', {}, /^! .* with a relay that sends it there\.$/],
])('bounces, where the relay is %s', async (_, smtpUrl, settings, sentence) => {
  const usual = { inboundDomain: 'in.homeroom.example', sendgridPublicKey: undefined, snsTopicArns: [] };
  const [found] = await looked(bouncesCheck({ smtpUrl, ...usual, ...settings }));
  expect(found).toMatch(sentence);
});
