/**
 * An address that a message may link to, in the spelling of the URL standard: http, https, mailto or tel. `null` for any
 * other (`javascript:`, `tg:`, a relative one), of which then only the words are kept.
 */
export function safeUrl(address: string): string | null {
  if (address.length > longestUrl || !/^\s*(?:https?:\/\/|mailto:|tel:)[^\s]/i.test(address)) return null;
  if (!URL.canParse(address)) return null;
  const { href } = new URL(address);
  return href.length > longestUrl ? null : href.replace(/[\s<>"\\^`{|}]/g, encodeURIComponent);
}

/** What Internet Explorer opened, and mail relays and messengers still carry whole. */
const longestUrl = 2_048;

/** True where the words of a link are its address: it then needs no link, since every channel links addresses itself. */
export function isOwnAddress(words: string, url: string): boolean {
  if (/\s/.test(words) && !url.startsWith('tel:')) return false;
  if (url.startsWith('tel:')) return /^[-\s\d+().]+$/.test(words) && digits(words) === digits(url);
  const spellings = [words, `mailto:${words}`];
  if (/^[\w-]+(?:\.[\w-]+)+/.test(words)) spellings.push(`https://${words}`, `http://${words}`);
  return spellings.some((spelling) => safeUrl(spelling) === url);
}

/** The address as people would type it: without `mailto:` and `tel:`. */
export const bareAddress = (url: string) => url.replace(/^(?:mailto|tel):/, '');

const digits = (text: string) => text.replace(/\D/g, '');
