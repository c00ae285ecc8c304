import { resource } from './resource.ts';
import type { Message } from './state.ts';
import type { World } from './world.ts';

const PAGE_SIZE = 50;
const LARGEST_PAGE = 1000;

/** One page of messages, newest first (https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources). */
export function list({ state, account }: World, query: URLSearchParams) {
  const path = `/2010-04-01/Accounts/${account.accountSid}/Messages.json`;
  const size = Math.min(Math.max(Number(query.get('PageSize') ?? PAGE_SIZE) || PAGE_SIZE, 1), LARGEST_PAGE);
  const page = Math.max(Number(query.get('Page') ?? 0) || 0, 0);
  const found = state.messages
    .filter((message) => !message.isAutomatic && isAskedFor(message, query))
    .reverse();
  const shown = found.slice(page * size, (page + 1) * size);
  const uri = (at: number, token?: string) => `${path}?${paged(query, { size, page: at, token })}`;
  return {
    first_page_uri: uri(0),
    end: page * size + Math.max(shown.length - 1, 0),
    previous_page_uri: page > 0 ? uri(page - 1, `PB${shown[0]?.sid ?? ''}`) : null,
    messages: shown.map((message) => resource(message, account.accountSid)),
    uri: uri(page),
    page_size: size,
    start: page * size,
    next_page_uri: found.length > (page + 1) * size ? uri(page + 1, `PA${shown.at(-1)!.sid}`) : null,
    page,
  };
}

/**
 * `DateSent>=2023-08-24` reads as the parameter `DateSent>`, so both borders count in. A message without a date, being
 * still queued, is in no such range.
 */
function isAskedFor(message: Message, query: URLSearchParams): boolean {
  const to = query.get('To');
  const from = query.get('From');
  if (to !== null && message.to !== to) return false;
  if (from !== null && message.from !== from) return false;
  return isSentWithin(message.sentAt, {
    on: query.get('DateSent'),
    before: query.get('DateSent<'),
    after: query.get('DateSent>'),
  });
}

function isSentWithin(
  sentAt: string | null,
  range: Record<'on' | 'before' | 'after', string | null>,
): boolean {
  const { on, before, after } = range;
  if (on === null && before === null && after === null) return true;
  if (sentAt === null) return false;
  if (on !== null && sentAt.slice(0, 10) !== on.slice(0, 10)) return false;
  const second = Math.floor(Date.parse(sentAt) / 1000) * 1000;
  const startsLater = after !== null && second < Date.parse(after);
  return !startsLater && !(before !== null && second > endOf(before));
}

/** A day without a time lasts until its end. */
const endOf = (moment: string) => Date.parse(moment.length === 10 ? `${moment}T23:59:59Z` : moment);

function paged(
  query: URLSearchParams,
  at: { size: number; page: number; token: string | undefined },
): string {
  const next = new URLSearchParams(query);
  next.set('PageSize', String(at.size));
  next.set('Page', String(at.page));
  if (at.token === undefined) next.delete('PageToken');
  else next.set('PageToken', at.token);
  return next.toString();
}
