import { type FetchPublic, MediaRefused } from '../domain/media.ts';
import { CannotFetch } from './cannotFetch.ts';
import type { PublicFetch } from './publicFetch.ts';

/** Not there, and not there tomorrow. A 403 may be a link that ran out: the next try asks for a new one. */
const finalStatuses = new Set([404, 410, 451]);

/** A fetch for providers who give out addresses (Twilio's MediaUrl, WhatsApp's lookaside links): what can never be had is refused. */
export function refusing(fetch: PublicFetch): FetchPublic {
  return async (url, limits) => {
    try {
      return (await fetch(url, limits)).bytes;
    } catch (error) {
      throw error instanceof CannotFetch ? (refusalOf(error) ?? error) : error;
    }
  };
}

/** @returns undefined where another try may help */
function refusalOf(error: CannotFetch): MediaRefused | undefined {
  if (error.reason === 'tooLarge')
    return new MediaRefused('tooLarge', 'more than may be fetched', { cause: error });
  const isFinal =
    error.reason === 'private' ||
    error.reason === 'notHttp' ||
    error.reason === 'tooManyRedirects' ||
    (error.reason === 'status' && finalStatuses.has(error.status ?? 0));
  return isFinal ? new MediaRefused('gone', error.message, { cause: error }) : undefined;
}
