import { resolve } from 'node:dns/promises';
import type { DNSResolver } from 'mailauth';
import type { Delivered } from './listener.ts';

export type { DNSResolver };

/** Longer waits for somebody's DNS would hold up the sender's SMTP. */
const TIMEOUT_MS = 10_000;

/**
 * The domain in From, where it vouches for the mail, else `null`: SPF or DKIM passes for it, aligned as its DMARC policy wants (RFC 7489
 * section 3.1). What has no policy or cannot be checked, for instance as DNS does not answer, is not vouched
 * for: then its sender is asked elsewhere. Does nothing but DNS: neither BIMI's images nor ARC's chains are looked at.
 * A policy that asks for the very same domain is checked here, as mailauth 4.13 then also takes those below it.
 * @param resolver instead of the system's DNS
 */
export async function alignedDomain(
  { mail, envelope, client }: Delivered,
  resolver: DNSResolver = dns,
): Promise<string | null> {
  // Large, and needed by those alone who get mail: it would hold up every start by half a second.
  const { authenticate } = await import('mailauth');
  const found = await authenticate(mail, {
    ...(client.ip && { ip: client.ip }),
    helo: client.name || 'unknown',
    sender: envelope.from,
    trustReceived: false,
    disableArc: true,
    disableBimi: true,
    resolver: patient(resolver),
  }).catch(() => null);
  const [author, ...more] = found?.dkim.headerFrom ?? [];
  if (!found?.dmarc || !author || more.length > 0 || found.dmarc.status.result !== 'pass') return null;
  const domain = author.slice(author.lastIndexOf('@') + 1).toLowerCase();
  const { spf, dkim } = found.dmarc.alignment ?? {};
  const isAligned = [spf, dkim].some(
    (one) => one?.result && (!one.strict || String(one.result).toLowerCase() === domain),
  );
  return isAligned ? domain : null;
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
