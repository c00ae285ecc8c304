/** A phone number so that its owner knows it and nobody else learns it: `+1…06`. */
export function shownNumber(number: string): string {
  return `${number.slice(0, 2)}…${number.slice(-2)}`;
}

/** The host of somebody's address, as its path and query may hold a secret; the words where it is none. */
export function shownHost(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an address that is none';
}

/** What a channel's error says, and what to do about it, as one sentence. */
export function because(reason: string, cure: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}: ${cure}.`;
}
