import { isIP } from 'node:net';
import { isPublicAddress } from '../media/publicAddress.ts';
import { type Dns, DnsTrouble } from './dns.ts';
import { type Check, type Finding, fine, hint, wrong } from './finding.ts';
import { shownHost } from './shown.ts';

export interface PublicUrlSettings {
  publicUrl: string;
  /** Where this server listens, to tell a proxy that does not pass on from a server that does not run. */
  localUrl: string;
  dns: Dns;
  fetch?: typeof fetch;
}

/** Twice this, as both addresses may be silent, is still told with a reason. */
const timeoutMs = 4_500;

/** Asks for our own /health by the way the providers take. */
export function publicUrlCheck(settings: PublicUrlSettings): Check {
  return {
    part: 'Public address',
    asked: 'PUBLIC_URL',
    async look() {
      const [host, health] = await Promise.all([aboutHost(settings), aboutHealth(settings)]);
      return [...aboutScheme(settings.publicUrl), ...host, health];
    },
  };
}

function aboutScheme(publicUrl: string): Finding[] {
  if (publicUrl.startsWith('https://')) return [];
  return [
    hint(
      'PUBLIC_URL is not https, which webhooks and a web chat that can be installed need: put a certificate before this server.',
    ),
  ];
}

/** A name that leads into the inner network may lead elsewhere from outside; an address does not. */
async function aboutHost({ publicUrl, dns }: PublicUrlSettings): Promise<Finding[]> {
  const host = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || (isIP(host) && !isPublicAddress(host)))
    return [hint(`PUBLIC_URL names ${host}, which nobody outside can reach: set it to the name people use.`)];
  if (isIP(host)) return [];
  const addresses = await dns.addresses(host).catch((error: unknown) => {
    if (error instanceof DnsTrouble) return null;
    throw error;
  });
  if (!addresses || addresses.length === 0 || addresses.some(isPublicAddress)) return [];
  return [
    hint(
      `${host} is an address of the inner network as seen from here: see that it is another from outside.`,
    ),
  ];
}

async function aboutHealth(settings: PublicUrlSettings): Promise<Finding> {
  const { publicUrl, localUrl, fetch: ask = fetch } = settings;
  const seen = await health(`${publicUrl}/health`, ask);
  if (seen === 'alive') return fine('PUBLIC_URL leads to a Homeroom that is alive.');
  const isRunning = (await health(`${localUrl}/health`, ask)) === 'alive';
  return explained(seen, settings, isRunning);
}

type Seen = 'alive' | { status: number; location: string | null } | { code: string };

async function health(url: string, ask: typeof fetch): Promise<Seen> {
  try {
    const answer = await ask(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    const text = await answer.text();
    const isOurs = answer.status === 200 && /^\{"status":"alive"/.test(text);
    return isOurs ? 'alive' : { status: answer.status, location: answer.headers.get('location') };
  } catch (error) {
    return { code: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? error.name : codeOf(error.cause);
}

function explained(
  seen: Exclude<Seen, 'alive'>,
  { publicUrl, localUrl }: PublicUrlSettings,
  isRunning: boolean,
): Finding {
  const host = shownHost(publicUrl);
  if ('code' in seen && /ENOTFOUND|EAI_AGAIN/.test(seen.code))
    return wrong(`DNS knows no ${host}: correct PUBLIC_URL, or add an A or AAAA record for it.`);
  if ('code' in seen && /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(seen.code))
    return wrong(
      `The certificate of ${host} does not hold (${seen.code}): renew it, or let the proxy send the whole chain.`,
    );
  if ('status' in seen && seen.location && seen.status >= 300 && seen.status < 400)
    return wrong(
      `${host} sends on to ${shownHost(seen.location)}, and webhooks do not follow: set PUBLIC_URL to where it leads.`,
    );
  const isAway = 'code' in seen || [502, 503, 504].includes(seen.status);
  const what = 'code' in seen ? seen.code : `HTTP ${seen.status}`;
  if (isAway && !isRunning)
    return hint(`Homeroom does not run here just now (${what}): start it, and ask again.`);
  if (isAway)
    return wrong(
      `Homeroom runs here, and ${host} does not lead to it (${what}): look at proxy, port and firewall.`,
    );
  return wrong(
    `At ${host} something else answers (${what}): let the proxy pass everything on to ${localUrl}.`,
  );
}
