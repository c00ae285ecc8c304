import { headerOf } from './read.ts';
import type { Mail } from './state.ts';

/** How a mail lets its reader leave: with one click, by a mail, or on a page that one has to open. */
export type WayOut =
  | { kind: 'click'; url: string }
  | { kind: 'mail'; to: string; subject: string }
  | { kind: 'page'; url: string };

/**
 * What a mail program's Unsubscribe does with this mail: one POST where the mail allows it (RFC 8058), else a mail (RFC
 * 2369); `null` where it names no way. The Lab's pages are not encrypted, so that http counts as https here.
 */
export function wayOutOf(mail: Mail): WayOut | null {
  const ways = [...(headerOf(mail, 'list-unsubscribe') ?? '').matchAll(/<([^<>\s]+)>/g)].map(
    ([, way]) => way!,
  );
  const url = ways.find((way) => /^https?:\/\//i.test(way) && URL.canParse(way));
  const isOneClick = /^list-unsubscribe=one-click$/i.test(
    headerOf(mail, 'list-unsubscribe-post')?.trim() ?? '',
  );
  if (url && isOneClick) return { kind: 'click', url };
  const mailto = ways.find((way) => /^mailto:[^?]+@/i.test(way) && URL.canParse(way));
  if (mailto) return byMail(new URL(mailto));
  return url ? { kind: 'page', url } : null;
}

/** RFC 6068. */
const byMail = ({ pathname, searchParams }: URL): WayOut => ({
  kind: 'mail',
  to: decodeURIComponent(pathname),
  subject: searchParams.get('subject') ?? 'unsubscribe',
});
