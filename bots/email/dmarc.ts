import { resolve } from 'node:dns/promises';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { DNSResolver } from 'mailauth';
import { excessOf, limits } from './limits.ts';
import type { Delivered } from './listener.ts';
import type { MailThreads } from './threads.ts';

export type { DNSResolver };

/** Longer waits for somebody's DNS would hold up the sender's SMTP. */
const TIMEOUT_MS = 10_000;

/** A mail has one, or two where it went through a newsletter's server; for each the whole body is hashed (RFC 6376 section 6.1). */
const MOST_SIGNATURES = 5;

/** What a thread found: who is in From, and what vouches for them. */
interface Found {
  from?: string[];
  dmarc?: {
    result: string;
    alignment?: Record<'spf' | 'dkim', { result?: string | false; strict?: boolean } | undefined>;
  };
}

/**
 * The domain in From, where it vouches for the mail, else `null`: SPF or DKIM passes for it, aligned as its DMARC policy wants (RFC 7489
 * section 3.1). What has no policy or cannot be checked, for instance as DNS does not answer or it takes too long, is
 * not vouched for: then its sender is asked elsewhere. Does nothing but DNS: neither BIMI's images nor ARC's chains
 * are looked at. A policy that asks for the very same domain is checked here, as mailauth 4.13 then also takes those
 * below it.
 * @param resolver instead of the system's DNS
 */
export async function alignedDomain(
  threads: MailThreads,
  { mail, envelope, client }: Delivered,
  resolver: DNSResolver = dns,
): Promise<string | null> {
  if (excessOf(mail) !== null || signaturesOf(mail) > MOST_SIGNATURES) return null;
  const { port1: ours, port2: names } = new MessageChannel();
  lookUp(ours, patient(resolver));
  const asked = { mail, ip: client.ip, helo: client.name || 'unknown', sender: envelope.from, names };
  const found = await threads
    .run<Found>('authenticate', asked, names)
    .catch((): Found => ({}))
    .finally(() => ours.close());
  return alignedOf(found);
}

function alignedOf({ from = [], dmarc }: Found): string | null {
  const [author, ...more] = from;
  if (!dmarc || !author || more.length > 0 || dmarc.result !== 'pass') return null;
  const domain = author.slice(author.lastIndexOf('@') + 1).toLowerCase();
  const { spf, dkim } = dmarc.alignment ?? {};
  const isAligned = [spf, dkim].some(
    (one) => one?.result && (!one.strict || String(one.result).toLowerCase() === domain),
  );
  return isAligned ? domain : null;
}

const signaturesOf = (mail: Buffer) =>
  mail.toString('latin1', 0, limits.headerBytes).match(/^dkim-signature\s*:/gim)?.length ?? 0;

/** Answers what a thread asks of DNS. */
function lookUp(port: MessagePort, resolver: DNSResolver): void {
  port.on('message', async ({ nth, domain, type }) => {
    const answer = await Promise.resolve(resolver(domain, type)).then(
      (found) => ({ found }),
      (error: unknown) => ({ code: String((error as { code?: string }).code ?? 'ESERVFAIL') }),
    );
    port.postMessage({ nth, ...answer });
  });
}

const dns: DNSResolver = (domain, type) => resolve(domain, type) as Promise<string[]>;

/** DNS that answers too late is DNS that does not answer. */
function patient(resolver: DNSResolver): DNSResolver {
  return (domain, type) => {
    let timer: NodeJS.Timeout;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(Object.assign(new Error('DNS is slow'), { code: 'ETIMEOUT' })),
        TIMEOUT_MS,
      );
    });
    return Promise.race([resolver(domain, type), late]).finally(() => clearTimeout(timer));
  };
}
