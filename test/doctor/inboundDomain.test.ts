import { expect, test } from 'vitest';
import { type InboundSettings, inboundDomainCheck } from '../../doctor/inboundDomain.ts';
import { looked } from './looking.ts';
import { zone } from './zone.ts';

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
