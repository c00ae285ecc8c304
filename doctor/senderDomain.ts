import type { Dns } from './dns.ts';
import { DnsTrouble } from './dns.ts';
import { type Check, type Finding, fine, hint, wrong } from './finding.ts';
import { type Relay, relayOf } from './relays.ts';

export interface SenderSettings {
  smtpUrl: string;
  /** As people see it: `Class of 88 <class@homeroom.example>`. */
  from: string;
  /** Where bounces and answers come to; undefined: to the domain of `from`. */
  inboundDomain: string | undefined;
  dns: Dns;
}

/** Whether those who get our mail can tell that it is ours: SPF, DKIM and DMARC, each asked by itself. */
export function senderDomainChecks({ smtpUrl, from, inboundDomain, dns }: SenderSettings): Check[] {
  const domain = domainOf(from);
  const relay = relayOf(smtpUrl);
  const asking = (look: () => Promise<Finding[]>): Check => ({
    part: 'Mail',
    asked: 'DNS',
    look: () => look().catch(untold),
  });
  return [
    asking(() => aboutSpf(dns, inboundDomain ?? domain, relay)),
    asking(() => aboutDkim(dns, domain, relay)),
    asking(() => aboutDmarc(dns, domain)),
  ];
}

function untold(error: unknown): Finding[] {
  if (error instanceof DnsTrouble)
    return [hint(`${error.message}: look at this machine's resolver, and ask again.`)];
  throw error;
}

const domainOf = (from: string) =>
  from
    .slice(from.lastIndexOf('@') + 1)
    .replace(/>.*$/, '')
    .trim()
    .toLowerCase();

/** The domain of the envelope is asked (RFC 7208 section 2.4): where bounces go. */
async function aboutSpf(dns: Dns, domain: string, relay: Relay | undefined): Promise<Finding[]> {
  if (relay?.hasOwnEnvelope)
    return [fine(`SPF: ${relay.name} sends under a bounce address of its own, which answers for itself.`)];
  const records = (await dns.txt(domain)).filter((text) => /^v=spf1( |$)/i.test(text));
  const [record] = records;
  const who = relay ? `include:${relay.include}` : 'the addresses of your relay';
  if (record === undefined)
    return [
      hint(`SPF: ${domain} does not say who may send its mail: add the TXT record "v=spf1 ${who} ~all".`),
    ];
  if (records.length > 1)
    return [wrong(`SPF: ${domain} has ${records.length} records, which counts as broken: make one of them.`)];
  if (/(^|\s)\+?all(\s|$)/i.test(record))
    return [wrong(`SPF: ${domain} lets anybody send its mail (+all): end its record with ~all or -all.`)];
  if (relay && !record.toLowerCase().includes(relay.include))
    return [
      hint(`SPF: the record of ${domain} does not name ${relay.name}: add include:${relay.include} to it.`),
    ];
  return [fine(`SPF: ${domain} says who may send its mail.`)];
}

async function aboutDkim(dns: Dns, domain: string, relay: Relay | undefined): Promise<Finding[]> {
  const service = relay?.name ?? 'your relay';
  if (!relay || relay.selectors.length === 0)
    return [
      hint(
        `DKIM: under which name ${service} keeps its key for ${domain} cannot be known here: send a mail to yourself and ` +
          'look for dkim=pass in its source.',
      ),
    ];
  const names = relay.selectors.map((selector) => `${selector}._domainkey.${domain}`);
  const keys = (await Promise.all(names.map((name) => dns.txt(name))))
    .flat()
    .filter((text) => /\bp=/.test(text));
  if (keys.some((key) => /\bp=[A-Za-z0-9+/]/.test(key)))
    return [fine(`DKIM: ${service}'s key for ${domain} is there.`)];
  if (keys.length > 0)
    return [wrong(`DKIM: the key for ${domain} was withdrawn: make a new one at ${service}.`)];
  return [
    hint(
      `DKIM: there is no key at ${names[0]}: authenticate the domain at ${service}, which shows the records to add.`,
    ),
  ];
}

/** The domain itself, else those above it (RFC 7489 section 6.6.3, with a walk up instead of a list of suffixes). */
async function aboutDmarc(dns: Dns, domain: string): Promise<Finding[]> {
  for (const name of upwards(domain)) {
    const records = (await dns.txt(`_dmarc.${name}`)).filter((text) => /^v=DMARC1\s*(;|$)/i.test(text));
    if (records.length > 1)
      return [wrong(`DMARC: ${name} has ${records.length} records, which counts as none: make one of them.`)];
    if (records.length === 1) return [policyOf(records[0]!, name)];
  }
  return [
    hint(
      `DMARC: ${domain} has no policy, and large mailboxes trust it less: add the TXT record "v=DMARC1; p=none" at ` +
        `_dmarc.${domain}.`,
    ),
  ];
}

function upwards(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}

function policyOf(record: string, name: string): Finding {
  const policy = /;\s*p\s*=\s*(none|quarantine|reject)\b/i.exec(record)?.[1]?.toLowerCase();
  if (policy) return fine(`DMARC: ${name} has a policy (${policy}).`);
  return wrong(`DMARC: the record of ${name} names no policy: put p=none, p=quarantine or p=reject into it.`);
}
