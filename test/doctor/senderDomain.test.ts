import { expect, test } from 'vitest';
import { type SenderSettings, senderDomainChecks } from '../../doctor/senderDomain.ts';
import { looked } from './looking.ts';
import { type Records, zone } from './zone.ts';

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
