import { type Download, type FetchPublic, MediaRefused } from '../../domain/media.ts';
import { REAL_ROOT, type TwilioAccess } from './client.ts';

export interface DownloadOptions
  extends Pick<TwilioAccess, 'accountSid' | 'authToken' | 'apiRoot' | 'fetch'> {
  /** Fetches from Twilio, and from where it redirects to; without it files can be had from an `apiRoot` only. */
  fetchPublic?: FetchPublic | undefined;
}

/**
 * Gets what came with an MMS by its MediaUrl, with our account's name and password: only from Twilio's API, or from
 * where that is configured to be. What is in a payload decides nothing else.
 * https://www.twilio.com/docs/messaging/api/media-resource
 */
export function smsDownload(options: DownloadOptions): Download {
  const authorization = `Basic ${Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64')}`;
  const fetchPublic = options.fetchPublic ?? nothingPublic;
  const ownRoot = options.apiRoot?.replace(/\/$/, '');
  return async ({ id }, limits) => {
    const url = addressOf(id, ownRoot);
    const asking = { ...limits, headers: { authorization } };
    if (!ownRoot) return fetchPublic(url, asking);
    return fromOwnRoot(url, { ...asking, fetch: options.fetch ?? fetch, fetchPublic });
  };
}

/** Where a file is to be asked for: Twilio's own addresses lead to the configured root, as all our calls do. */
function addressOf(mediaUrl: string, ownRoot: string | undefined): string {
  const url = URL.canParse(mediaUrl) ? new URL(mediaUrl) : null;
  const isPlain = url !== null && url.username === '' && url.password === '';
  const path = isPlain ? pathBelow(url.href, [REAL_ROOT, ...(ownRoot ? [ownRoot] : [])]) : null;
  if (path === null || !mediaPath.test(path)) throw new MediaRefused('gone', 'not a file at Twilio');
  return (ownRoot ?? REAL_ROOT) + path;
}

/** Nothing else is asked for under our name: other resources hold secrets of the account. */
const mediaPath = /^\/[\w-]+\/Accounts\/\w+\/Messages\/\w+\/Media\/\w+$/;

function pathBelow(href: string, roots: string[]): string | null {
  const root = roots.find((one) => href.startsWith(`${one}/`));
  return root === undefined ? null : href.slice(root.length);
}

const nothingPublic: FetchPublic = async () => {
  throw new MediaRefused('gone', 'nothing fetches public addresses');
};

interface Asking {
  maxBytes: number;
  signal: AbortSignal;
  headers: { authorization: string };
  fetch: typeof fetch;
  fetchPublic: FetchPublic;
}

/** The operator named this place, so that it may be within our own network; where it sends us on to may not. */
async function fromOwnRoot(url: string, { fetch, fetchPublic, ...asking }: Asking): Promise<Uint8Array> {
  const { maxBytes, signal, headers } = asking;
  const response = await fetch(url, { headers, signal, redirect: 'manual' });
  const next = response.headers.get('location');
  if (response.status >= 300 && response.status < 400 && next) {
    await response.body?.cancel();
    return fetchPublic(new URL(next, url).href, { maxBytes, signal });
  }
  if (response.status === 404 || response.status === 410)
    throw new MediaRefused('gone', `answered ${response.status}`);
  if (!response.ok) throw new Error(`Twilio does not hand the file out (${response.status})`);
  return readUpTo(response, maxBytes);
}

async function readUpTo({ body }: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw new MediaRefused('tooLarge', `more than ${maxBytes} bytes at Twilio`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
