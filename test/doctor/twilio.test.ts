import { expect, test } from 'vitest';
import { type TwilioSettings, twilioCheck } from '../../doctor/twilio.ts';
import { twilioEmulator } from '../../lab/twilio/emulator.ts';
import { fakeClock } from '../support/clock.ts';
import { seededRandom } from '../support/random.ts';
import { looked, nobody, serving } from './looking.ts';

const account = {
  accountSid: `AC${'0'.repeat(32)}`,
  authToken: 'emulated-auth-token',
  phoneNumber: '+15005550006',
};
const publicUrl = 'https://class.example.org';
const webhookUrl = `${publicUrl}/webhooks/twilio/incoming-sms`;

async function openTwilio() {
  const emulator = twilioEmulator({ ...account, clock: fakeClock(), random: seededRandom(1), webhookUrl });
  const apiRoot = await serving(emulator.routes, '/twilio');
  const look = async (settings: Partial<TwilioSettings> = {}) => {
    const found = await looked(twilioCheck({ ...account, apiRoot, publicUrl, ...settings }));
    expect(found.join('\n')).not.toMatch(/15005550006|emulated-auth-token/);
    return found;
  };
  return { ...emulator.console, look };
}

const active = '✓ Twilio knows the account, and it is active.';
const texts = "✓ The number +1…06 is the account's, and can text.";

test('an account whose number texts to us is fine', async () => {
  expect(await (await openTwilio()).look()).toEqual([active, texts, '✓ What people text comes to us.']);
});

test.each<[string, Partial<TwilioSettings>, RegExp]>([
  [
    'a wrong token',
    { authToken: 'another' },
    /^✗ Twilio refuses our account id and token \(HTTP 401\): copy TWILIO_ACCOUNT_SID/,
  ],
  ['a wrong account', { accountSid: `AC${'1'.repeat(32)}` }, /^✗ Twilio refuses our account id and token/],
  [
    'nobody at the other end',
    { apiRoot: nobody },
    /^✗ Twilio cannot be reached \(ECONNREFUSED\): look at network/,
  ],
  [
    'no https',
    { publicUrl: 'http://class.example.org' },
    /^✗ Without an https PUBLIC_URL what people text back cannot be delivered/,
  ],
])('%s is named', async (_, settings, sentence) => {
  expect((await (await openTwilio()).look(settings))[0]).toMatch(sentence);
});

test('a number of another account is named, and the rest is not asked', async () => {
  const found = await (await openTwilio()).look({ phoneNumber: '+14155550123' });
  expect(found).toEqual([
    active,
    '✗ The account has no number +1…23: set TWILIO_PHONE_NUMBER to one listed in its console.',
  ]);
});

test('a part of the number does not stand for the number', async () => {
  expect((await (await openTwilio()).look({ phoneNumber: '+1500555000' }))[1]).toMatch(
    /^✗ The account has no number/,
  );
});

test('a trial account and a suspended one', async () => {
  const twilio = await openTwilio();
  twilio.setAccount({ type: 'Trial' });
  expect((await twilio.look())[1]).toMatch(/^! It is a trial account/);
  twilio.setAccount({ status: 'suspended' });
  expect((await twilio.look())[0]).toBe('✗ The Twilio account is suspended: ask Twilio why, in its console.');
});

test.each<[string, object, RegExp]>([
  ['cannot text', { isSmsCapable: false }, /^✗ The number \+1…06 cannot send or take text messages/],
  [
    'goes nowhere',
    { smsUrl: '' },
    /^✗ What people text goes nowhere: .* go to https:\/\/class\.example\.org\/webhooks\/twilio\/incoming-sms by POST\.$/,
  ],
  [
    'goes to another',
    { smsUrl: 'https://demo.twilio.com/welcome/sms/reply?key=s3cret' },
    /^✗ What people text goes to demo\.twilio\.com: /,
  ],
  [
    'goes to another path',
    { smsUrl: `${publicUrl}/sms` },
    /^✗ What people text goes to another path of PUBLIC_URL: /,
  ],
  ['is called by GET', { smsMethod: 'GET' }, /^✗ Twilio calls our webhook by GET: /],
  ['has an app', { smsApplicationSid: `AP${'0'.repeat(32)}` }, /^! A TwiML app answers for the number/],
])('a number that %s', async (_, settings, sentence) => {
  const twilio = await openTwilio();
  twilio.setNumber(settings);
  const last = (await twilio.look()).at(-1);
  expect(last).toMatch(sentence);
  expect(last).not.toContain('s3cret');
});
