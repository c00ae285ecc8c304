import type { Context } from 'hono';
import type { Tx } from '../../db/client.ts';
import type { Permission } from '../../domain/permissions.ts';
import { type Language, nearestLanguage, type Param, text } from '../../domain/text.ts';
import type { TextKey } from '../../texts/texts.ts';
import { plainWords } from '../../texts/words.ts';
import { type Account, accountMay } from '../account/account.ts';
import { reading, readingInstallation } from '../api/deps.ts';
import type { AdminDeps } from './deps.ts';

/** A request for a page, with what every page needs of it. */
export interface Asked {
  deps: AdminDeps;
  account: Account;
  language: Language;
  /** Of the page's path. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** Path and query, to come back to. */
  here: string;
  now: Date;
  /** A sentence of texts/ in the language of whoever looks. */
  say(key: TextKey, params?: Record<string, Param>): string;
  may(permission: Permission): boolean;
  /** Reads of this community, and of no other. */
  read<T>(read: (tx: Tx, communityId: string) => Promise<T>): Promise<T>;
  /** Reads what lies beyond one community; to who does not look after the installation nothing is told. */
  readInstallation<T>(read: (tx: Tx) => Promise<T>): Promise<T>;
}

/** A form that was sent. */
export interface Acting extends Asked {
  fields: Record<string, string>;
  /** Made with the form, so that a form sent twice acts once. */
  actId: string;
  correlationId: string;
}

/** What a page is told of a request. */
export function askedOf(deps: AdminDeps, c: Context, account: Account): Asked {
  const url = new URL(c.req.url);
  const language = nearestLanguage(account.language);
  return {
    ...{ deps, account, language },
    params: c.req.param() as Record<string, string>,
    query: url.searchParams,
    here: url.pathname + url.search,
    now: deps.clock.now(),
    say: (key, params) => plainWords(text(key, params), language),
    may: (permission) => accountMay(account, permission),
    read: (read) => reading(deps, account, read),
    readInstallation: (read) => readingInstallation(deps, account, read),
  };
}
