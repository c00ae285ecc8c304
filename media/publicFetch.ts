import { lookup as systemLookup } from 'node:dns';
import { isIP } from 'node:net';
import { Agent, fetch, type Response } from 'undici';
import { type Clock, sleep } from '../domain/clock.ts';
import { type Lookup, onlyAllowed } from './allowedLookup.ts';
import { asFailure, CannotFetch } from './cannotFetch.ts';
import { isPublicAddress } from './publicAddress.ts';

export interface Fetched {
  bytes: Uint8Array<ArrayBuffer>;
  /** As the server claims it; not to be believed. */
  mime: string | null;
}

export interface FetchLimits {
  maxBytes: number;
  /** For everything together, redirects included. */
  timeoutMs?: number;
  /** Sent to the host that was asked for, and to no other it redirects to. */
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface PublicFetchDeps {
  clock: Clock;
  /** How names become addresses; the system's way unless given. */
  lookup?: Lookup;
  /** Which addresses may be connected to; those of the public internet unless given. */
  isAllowed?: (address: string) => boolean;
}

/** Gets what lies at an address that somebody else wrote. */
export type PublicFetch = (url: string, limits: FetchLimits) => Promise<Fetched>;

const defaultTimeoutMs = 30_000;
/** Twilio's media are one or two redirects away (https://www.twilio.com/docs/messaging/guides/accessing-media). */
const maxRedirects = 3;

/**
 * Makes a fetch for addresses out of messages, mails and payloads. It connects to public addresses only, and it is the
 * very address connected to that is looked at: a name that says one thing when it is checked and another when it is
 * used (DNS rebinding) is looked up once, within the connection. Every redirect is checked anew.
 * @throws {CannotFetch} and nothing else
 */
export function makePublicFetch({
  clock,
  lookup = systemLookup,
  isAllowed = isPublicAddress,
}: PublicFetchDeps): PublicFetch {
  return async (url, limits) => {
    const agent = new Agent({ connect: { lookup: onlyAllowed(lookup, isAllowed) } });
    const patience = new AbortController();
    const late = sleep(clock, limits.timeoutMs ?? defaultTimeoutMs, patience.signal).then(() => {
      if (!patience.signal.aborted) patience.abort('tooSlow');
    });
    const signal = limits.signal ? AbortSignal.any([limits.signal, patience.signal]) : patience.signal;
    try {
      const response = await follow(new URL(url), {
        agent,
        isAllowed,
        headers: limits.headers ?? {},
        signal,
      });
      return { bytes: await readUpTo(response, limits.maxBytes), mime: response.headers.get('content-type') };
    } catch (error) {
      throw patience.signal.reason === 'tooSlow' ? new CannotFetch('tooSlow') : asFailure(error);
    } finally {
      patience.abort();
      await Promise.all([late, agent.destroy()]);
    }
  };
}

interface Asking {
  agent: Agent;
  isAllowed: (address: string) => boolean;
  headers: Record<string, string>;
  signal: AbortSignal;
}

async function follow(first: URL, asking: Asking): Promise<Response> {
  let url = first;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    checkAddress(url, asking.isAllowed);
    const response = await ask(url, first, asking);
    const next = response.status >= 300 && response.status < 400 && response.headers.get('location');
    if (!next) return checkStatus(response);
    await response.body?.cancel();
    url = new URL(next, url);
  }
  throw new CannotFetch('tooManyRedirects');
}

function ask(url: URL, first: URL, { agent, headers, signal }: Asking): Promise<Response> {
  const mayKnow = url.origin === first.origin;
  return fetch(url, { dispatcher: agent, redirect: 'manual', signal, headers: mayKnow ? headers : {} });
}

/** An address written as numbers is never looked up, so it is looked at here. */
function checkAddress(url: URL, isAllowed: (address: string) => boolean): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new CannotFetch('notHttp');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !isAllowed(host)) throw new CannotFetch('private');
}

function checkStatus(response: Response): Response {
  if (!response.ok) throw new CannotFetch('status', response.status);
  return response;
}

/** Counts what comes out, not what was promised: a small answer may be packed, and a length may lie. */
async function readUpTo(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(response.headers.get('content-length')) > maxBytes) throw new CannotFetch('tooLarge');
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw new CannotFetch('tooLarge');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
