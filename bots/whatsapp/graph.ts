import { SendError } from '../../domain/errors.ts';
import { refused, unanswered } from './failure.ts';
import { readJson } from './json.ts';

/** The version every request is written for; Meta keeps one for two years (https://developers.facebook.com/docs/graph-api/changelog). */
export const graphVersion = 'v23.0';

export const realRoot = 'https://graph.facebook.com';

export interface GraphAccess {
  accessToken: string;
  /** Instead of https://graph.facebook.com: the Lab's emulator, or a proxy. May have a path. */
  apiRoot?: string | undefined;
  /** How Meta is asked; Node's own `fetch` unless set. */
  fetch?: typeof fetch | undefined;
  /** How long one request may take; real time, as it is the socket that waits. */
  timeoutMs?: number | undefined;
}

/** The Graph API, as far as a path and an answer in JSON go. Everything that goes wrong comes out as `SendError`. */
export interface Graph {
  get(path: string, query?: Record<string, string>): Promise<unknown>;
  post(path: string, body: object | FormData): Promise<unknown>;
  /** The bytes behind an address that the Graph API gave out. */
  bytes(url: string): Promise<Response>;
  /** Where it is, without a slash at the end. */
  root: string;
}

/** One phone number's way to the Graph API. Needs no network yet. */
export function graphOver(access: GraphAccess): Graph {
  const root = (access.apiRoot ?? realRoot).replace(/\/+$/, '');
  const ask = asking(access);
  const inJson = async (url: string, init: RequestInit) => answerOf(await ask(url, init));
  return {
    root,
    get: (path, query = {}) => {
      const search = new URLSearchParams(query).toString();
      return inJson(`${root}/${graphVersion}/${path}${search && `?${search}`}`, { method: 'GET' });
    },
    post: (path, body) =>
      inJson(`${root}/${graphVersion}/${path}`, {
        method: 'POST',
        ...(body instanceof FormData
          ? { body }
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
    bytes: (url) => ask(url, { method: 'GET' }),
  };
}

/** The longest a person should wait for a message that hangs; Meta itself answers within a second or two. */
const answerMs = 20_000;
/** A file of 100 MB takes a while. */
const timesLongerWithFile = 6;

function asking({ accessToken, fetch = globalThis.fetch, timeoutMs = answerMs }: GraphAccess) {
  return async (url: string, init: RequestInit): Promise<Response> => {
    const headers = { ...init.headers, authorization: `Bearer ${accessToken}` };
    const patience = init.body instanceof FormData ? timesLongerWithFile : 1;
    const signal = AbortSignal.timeout(timeoutMs * patience);
    // Redirects would carry the token to wherever they lead.
    const response = await fetch(url, { ...init, headers, signal, redirect: 'manual' }).catch(failed);
    if (response.ok) return response;
    const body = await response.text().catch(failed);
    throw refused({ status: response.status, body, headers: response.headers });
  };
}

/** Meta took it, but what it says cannot be read: who knows what was between us. */
async function answerOf(response: Response): Promise<unknown> {
  const answer = readJson(await response.text().catch(failed));
  if (answer !== undefined) return answer;
  throw new SendError('uncertain', "WhatsApp's answer could not be read");
}

function failed(error: unknown): never {
  throw unanswered(error);
}
