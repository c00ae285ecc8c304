import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * True where Meta signed exactly these bytes with our app's secret
 * (https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads). Meta signs what it sends,
 * with its letters escaped as \u00e9: what was parsed and written again would no longer fit.
 * @param header `X-Hub-Signature-256` as it came
 * @param secret an empty one signs nothing
 */
export function isSigned(body: Uint8Array, header: string, secret: string): boolean {
  if (secret === '') return false;
  const expected = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  return isSame(header, expected);
}

/** Compares hashes, which are equally long, so that the time it takes tells nothing. */
export function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(hash(given), hash(expected));
}

const hash = (text: string) => createHash('sha256').update(text).digest();
