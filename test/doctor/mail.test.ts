import { expect, test } from 'vitest';
import { type BounceSettings, bouncesCheck } from '../../doctor/bounces.ts';
import { type InboundSettings, inboundDomainCheck } from '../../doctor/inboundDomain.ts';
import { relayCheck } from '../../doctor/relay.ts';
import { type SenderSettings, senderDomainChecks } from '../../doctor/senderDomain.ts';
import { emailEmulator } from '../../lab/email/emulator.ts';
import { atEnd } from '../support/atEnd.ts';
import { fakeClock } from '../support/clock.ts';
import { seededRandom } from '../support/random.ts';
import { looked } from './looking.ts';
import { type Records, zone } from './zone.ts';

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

const sender: Omit<SenderSettings, 'dns'> = {
  smtpUrl: 'smtps://user:password@smtp.gmail.com',
  from: 'Class of 88 <class@Homeroom.Example>',
  inboundDomain: undefined,
};
const domain = 'homeroom.example';
const good: Record<string, Records> = {
  [domain]: { txt: ['google-site-verification=x', 'v=spf1 include:_spf.google.com ~all'] },
  [`google._domainkey.${domain}`]: { txt: ['v=DKIM1; k=rsa; p=MIIBIjANBg'] },
  [`_dmarc.${domain}`]: { txt: ['v=DMARC1; p=quarantine; rua=mailto:postmaster@homeroom.example'] },
};

async function senderFound(names: Record<string, Records>, settings: Partial<SenderSettings> = {}) {
  const checks = senderDomainChecks({ ...sender, dns: zone({ ...good, ...names }), ...settings });
  return (await Promise.all(checks.map(looked))).flat();
}

test('a domain that says who may send, with a key and a policy, is fine', async () => {
  expect(await senderFound({})).toEqual([
    '✓ SPF: homeroom.example says who may send its mail.',
    "✓ DKIM: Google's key for homeroom.example is there.",
    '✓ DMARC: homeroom.example has a policy (quarantine).',
  ]);
});

test.each<[string, string[] | string, RegExp]>([
  [
    'none',
    [],
    /^! SPF: homeroom\.example does not say.* add the TXT record "v=spf1 include:_spf\.google\.com ~all"\.$/,
  ],
  ['two', ['v=spf1 ~all', 'v=spf1 mx -all'], /^✗ SPF: homeroom\.example has 2 records/],
  ['anybody', ['v=spf1 include:_spf.google.com +all'], /^✗ SPF: homeroom\.example lets anybody/],
  ['anybody, unsaid', ['v=spf1 all'], /^✗ SPF: homeroom\.example lets anybody/],
  [
    'another relay',
    ['v=spf1 include:sendgrid.net -all'],
    /^! SPF: the record of homeroom\.example does not name Google/,
  ],
  ['silence', 'ESERVFAIL', /^! DNS did not answer for homeroom\.example \(ESERVFAIL\): look at this machine/],
])('SPF: %s', async (_, txt, sentence) => {
  expect((await senderFound({ [domain]: { txt } }))[0]).toMatch(sentence);
});

test('SPF is asked of the domain that bounces go to, and of none where the relay answers for itself', async () => {
  const [spf] = await senderFound({}, { inboundDomain: 'in.homeroom.example' });
  expect(spf).toMatch(/^! SPF: in\.homeroom\.example does not say/);
  const [own] = await senderFound({ [domain]: {} }, { smtpUrl: 'smtps://apikey:x@smtp.sendgrid.net' });
  expect(own).toBe('✓ SPF: SendGrid sends under a bounce address of its own, which answers for itself.');
});

test.each<[string, Record<string, Records>, string, RegExp]>([
  [
    'none',
    { [`google._domainkey.${domain}`]: {} },
    sender.smtpUrl,
    /^! DKIM: there is no key at google\._domainkey\.homeroom\.example/,
  ],
  [
    'withdrawn',
    { [`google._domainkey.${domain}`]: { txt: ['v=DKIM1; p='] } },
    sender.smtpUrl,
    /^✗ DKIM: the key .* was withdrawn/,
  ],
  [
    'unknowable',
    {},
    'smtp://mail.homeroom.example:587',
    /^! DKIM: under which name your relay keeps its key/,
  ],
  [
    'by chance',
    {},
    'smtps://u:p@email-smtp.eu-west-1.amazonaws.com',
    /^! DKIM: under which name Amazon SES keeps/,
  ],
  [
    'second selector',
    { [`s2._domainkey.${domain}`]: { txt: ['k=rsa; t=s; p=MIGfMA0'] } },
    'smtp://apikey:x@smtp.sendgrid.net:587',
    /^✓ DKIM: SendGrid's key/,
  ],
])('DKIM: %s', async (_, names, smtpUrl, sentence) => {
  expect((await senderFound(names, { smtpUrl }))[1]).toMatch(sentence);
});

test.each<[string, Record<string, Records>, string, RegExp]>([
  [
    'none',
    { [`_dmarc.${domain}`]: {} },
    sender.from,
    /^! DMARC: homeroom\.example has no policy.* at _dmarc\.homeroom\.example\.$/,
  ],
  ['of the domain above', {}, 'a@mail.homeroom.example', /^✓ DMARC: homeroom\.example has a policy/],
  [
    'two',
    { [`_dmarc.${domain}`]: { txt: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] } },
    sender.from,
    /^✗ DMARC: homeroom\.example has 2/,
  ],
  [
    'no word',
    { [`_dmarc.${domain}`]: { txt: ['v=DMARC1; rua=mailto:x@y.z; sp=none'] } },
    sender.from,
    /^✗ DMARC: .* names no policy/,
  ],
])('DMARC: %s', async (_, names, from, sentence) => {
  expect((await senderFound(names, { from }))[2]).toMatch(sentence);
});

const inbound = {
  domain: 'in.homeroom.example',
  isSendgrid: false,
  snsTopicArns: [],
  listenPort: undefined,
  publicUrl: 'https://homeroom.example',
};
const arns = ['arn:aws:sns:eu-west-1:123456789012:mail'];
const hosts = {
  'homeroom.example': { addresses: ['198.51.100.7'] },
  'mx.homeroom.example': { addresses: ['198.51.100.7', '2001:db8::7'] },
  'mx.elsewhere.example': { addresses: ['203.0.113.9'] },
};

test.each<[string, Partial<InboundSettings>, string[], RegExp]>([
  [
    'SendGrid',
    { isSendgrid: true },
    ['mx.sendgrid.net'],
    /^✓ Mail for in\.homeroom\.example goes where we take it\.$/,
  ],
  [
    'SendGrid, and none',
    { isSendgrid: true },
    [],
    /^✗ There is no MX record for in\.homeroom\.example.*make one for mx\.sendgrid\.net\.$/,
  ],
  ['SendGrid, and none wanted (RFC 7505)', { isSendgrid: true }, [''], /^✗ There is no MX record/],
  [
    'SendGrid, elsewhere',
    { isSendgrid: true },
    ['aspmx.l.google.com'],
    /^✗ Mail for .* goes to aspmx\.l\.google\.com: let its MX record name mx\.sendgrid\.net\.$/,
  ],
  [
    'SendGrid, and a second',
    { isSendgrid: true },
    ['mx.sendgrid.net', 'mx.elsewhere.example'],
    /^! Some mail .* goes to mx\.elsewhere\.example/,
  ],
  ['SES', { snsTopicArns: arns }, ['inbound-smtp.eu-west-1.amazonaws.com'], /^✓/],
  [
    'SES, another region',
    { snsTopicArns: arns },
    ['inbound-smtp.us-east-1.amazonaws.com'],
    /^✗ .*let its MX record name inbound-smtp\.eu-west-1\.amazonaws\.com\.$/,
  ],
  ['SES, but SendGrid is meant', { isSendgrid: true }, ['inbound-smtp.eu-west-1.amazonaws.com'], /^✗/],
  ['our own', { listenPort: 25 }, ['mx.homeroom.example'], /^✓/],
  [
    'our own, without addresses',
    { listenPort: 25 },
    ['mx.nowhere.example'],
    /^✗ .* a name of this machine\.$/,
  ],
  [
    'our own, perhaps',
    { listenPort: 25 },
    ['mx.elsewhere.example'],
    /^! .* goes to mx\.elsewhere\.example, whose address is not PUBLIC_URL's/,
  ],
  ['our own, and no page', { listenPort: 25, publicUrl: undefined }, ['mx.elsewhere.example'], /^✓/],
  ['our own, but SendGrid’s name', { listenPort: 25 }, ['mx.sendgrid.net'], /^✗/],
])('mail comes in by %s', async (_, settings, mx, sentence) => {
  const dns = zone({ ...hosts, 'in.homeroom.example': { mx } });
  const found = await looked(inboundDomainCheck({ ...inbound, ...settings, dns }));
  expect(found).toEqual([expect.stringMatching(sentence)]);
});

test('a way in that cannot work is named, also while DNS is silent', async () => {
  const silent = zone({ 'in.homeroom.example': { mx: 'ETIMEOUT' } });
  const plain = { ...inbound, publicUrl: 'http://homeroom.example', dns: silent };
  expect(await looked(inboundDomainCheck({ ...plain, isSendgrid: true }))).toEqual([
    "! DNS did not answer for in.homeroom.example (ETIMEOUT): look at this machine's resolver, and ask again.",
    '✗ Without an https PUBLIC_URL SendGrid cannot hand us the mail: set PUBLIC_URL=https://...',
  ]);
  expect(await looked(inboundDomainCheck({ ...plain, snsTopicArns: arns }))).toContainEqual(
    expect.stringMatching(/^✗ Without an https PUBLIC_URL Amazon/),
  );
  expect(await looked(inboundDomainCheck({ ...plain, listenPort: 2525 }))).toContainEqual(
    "! Mail servers deliver to port 25 only: let this machine's firewall pass that on to 2525.",
  );
});

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
