import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { type WhatsappSettings, whatsappCheck } from '../../doctor/whatsapp.ts';
import { type WhatsappEmulatorOptions, whatsappEmulator } from '../../lab/whatsapp/emulator.ts';
import type { NewTemplate } from '../../lab/whatsapp/templates.ts';
import { atEnd } from '../support/atEnd.ts';
import { fakeClock } from '../support/clock.ts';
import { seededRandom } from '../support/random.ts';
import { looked, nobody, serving } from './looking.ts';

const account = {
  phoneNumberId: '100000000000001',
  businessAccountId: '200000000000002',
  accessToken: 'EAA-emulated-for-tests',
  appSecret: 'emulated-app-secret',
  verifyToken: 'emulated-verify-token',
};
const publicUrl = 'https://class.example.org';
const webhookUrl = `${publicUrl}/webhooks/whatsapp`;

const template = (language: string, more: Partial<NewTemplate> = {}): NewTemplate => ({
  name: 'homeroom_waiting',
  language,
  category: 'UTILITY',
  components: [
    { type: 'BODY', text: 'Hello {{1}}, there are new messages for you in {{2}}. Press the button.' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Show me' }] },
  ],
  ...more,
});

/** Our webhook, wherever Meta is told it is. */
const answering = new Hono().get('*', (c) => c.text(c.req.query('hub.challenge') ?? ''));

async function openWhatsapp(options: Partial<WhatsappEmulatorOptions> = {}) {
  const clock = fakeClock('2026-11-21T12:00:00Z');
  const templates = [template('en'), template('es_MX')];
  const fetch = async (url: string | URL | Request, init?: RequestInit) =>
    answering.request(String(url), init);
  const common = { ...account, phoneNumber: '+15005550007', name: 'Homeroom', clock, webhookUrl, templates };
  const emulator = whatsappEmulator({
    ...common,
    random: seededRandom(1),
    fetch: fetch as never,
    ...options,
  });
  atEnd(async () => emulator.stop());
  const apiRoot = await serving(emulator.routes, '/whatsapp');
  const look = async (settings: Partial<WhatsappSettings> = {}) => {
    const found = await looked(
      whatsappCheck({ ...account, apiRoot, publicUrl, now: clock.now, ...settings }),
    );
    expect(found.join('\n')).not.toMatch(/15005550007|emulated-/);
    return found;
  };
  return { emulator, look };
}

test('a number that is set up well is fine', async () => {
  const { emulator, look } = await openWhatsapp();
  await emulator.verify();
  expect(await look()).toEqual([
    '✓ Meta knows the number +1…07, and it is connected.',
    '✓ The access token works, and does not run out.',
    '✓ The app secret fits the token; the verify token is set.',
    '✓ What people write is posted to us.',
    '✓ The template homeroom_waiting is approved in English.',
    '✓ The template homeroom_waiting is approved in Spanish.',
  ]);
  expect((await look({ verifyToken: undefined }))[2]).toMatch(/derived from SECRET_KEY/);
});

test.each<[string, Partial<WhatsappSettings>, RegExp]>([
  ['a wrong token', { accessToken: 'EAA-another' }, /^✗ .*190.*: make a new WHATSAPP_ACCESS_TOKEN/],
  [
    'a wrong number id',
    { phoneNumberId: '999999' },
    /^✗ Our phone number is not known.*: compare WHATSAPP_PHONE_NUMBER_ID/,
  ],
  [
    'nobody at the other end',
    { apiRoot: nobody },
    /^✗ WhatsApp cannot be reached \(ECONNREFUSED\): look at network/,
  ],
])('%s is named, and nothing else is asked', async (_, settings, sentence) => {
  const found = await (await openWhatsapp()).look(settings);
  expect(found).toEqual([expect.stringMatching(sentence)]);
});

test.each<[string, Partial<WhatsappSettings>, RegExp]>([
  [
    'no https',
    { publicUrl: 'http://class.example.org' },
    /^✗ Without an https PUBLIC_URL Meta delivers nothing/,
  ],
  [
    'the secret of another app',
    { appSecret: 'another' },
    /^✗ WHATSAPP_APP_SECRET is not of the app that made the token/,
  ],
  [
    'a wrong account id',
    { businessAccountId: '888888' },
    /^✗ Our phone number is not known.*WHATSAPP_BUSINESS_ACCOUNT_ID/,
  ],
])('%s is named beside the rest', async (_, settings, sentence) => {
  const found = await (await openWhatsapp()).look(settings);
  expect(found).toContainEqual(expect.stringMatching(sentence));
  expect(found.length).toBeGreaterThan(3);
});

test.each<[object, RegExp]>([
  [{ status: 'BANNED' }, /^✗ The number \+1…07 is banned: appeal/],
  [{ status: 'PENDING' }, /^✗ The number \+1…07 is not registered yet/],
  [{ status: 'FLAGGED' }, /^! Meta has flagged the number/],
  [{ status: 'NEW_WORD' }, /^! Meta says the number \+1…07 is new_word/],
  [{ quality: 'RED' }, /^! Its quality is low/],
  [{ quality: 'YELLOW' }, /^! Its quality is medium/],
  [{ verification: 'EXPIRED' }, /^! The number was never proven by a code, or too long ago/],
  [{ mode: 'SANDBOX' }, /^! It is Meta's test number/],
  [
    { tokenEndsAt: new Date('2026-11-22T11:00:00Z') },
    /^✗ WHATSAPP_ACCESS_TOKEN ends within a day: make one of a system user/,
  ],
  [{ tokenEndsAt: new Date('2027-01-10T11:00:00Z') }, /^! WHATSAPP_ACCESS_TOKEN ends in 49 days/],
  [{ scopes: ['whatsapp_business_management'] }, /^✗ The token lacks whatsapp_business_messaging:/],
])('%j', async (standing, sentence) => {
  const { emulator, look } = await openWhatsapp();
  emulator.setStanding(standing);
  expect(await look()).toContainEqual(expect.stringMatching(sentence));
});

test('an account to which no app, or another address, is subscribed', async () => {
  const { emulator, look } = await openWhatsapp();
  expect((await look())[3]).toMatch(/^! No app is subscribed to the account yet/);
  await emulator.verify();
  expect((await look({ publicUrl: 'https://new.example.org' }))[3]).toMatch(
    /^✗ What people write is posted to class\.example\.org and not to us/,
  );
});

test.each<[string, NewTemplate[], RegExp[]]>([
  ['none', [], [/^✗ No template homeroom_waiting is approved.*docs\/going-live\/whatsapp\.md/]],
  [
    'in one language',
    [template('en')],
    [/^✓ .* in English/, /^! The template homeroom_waiting is missing in Spanish: make it/],
  ],
  [
    'in review',
    [template('en'), template('es', { status: 'PENDING' })],
    [/^✓/, /^! .* is pending in Spanish: Meta will have/],
  ],
  ['refused', [template('en', { status: 'REJECTED' })], [/^✗ No template/]],
  [
    'without its button',
    [template('en', { components: [template('en').components[0]!] }), template('es')],
    [
      /^✓/,
      /^✓/,
      /^✗ The template homeroom_waiting \(en\) must have \{\{1\}\}, \{\{2\}\} and one quick reply/,
    ],
  ],
])('the template: %s', async (_, templates, sentences) => {
  const { look } = await openWhatsapp({ templates });
  expect((await look()).slice(4)).toEqual(sentences.map((one) => expect.stringMatching(one)));
});
