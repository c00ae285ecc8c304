import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Hono } from 'hono';
import { openAdmin } from '../../../admin.ts';
import { headsIn } from '../../../audit/heads.ts';
import { localBroadcast } from '../../../broadcast.ts';
import { keyring } from '../../../db/keyring.ts';
import { noLimits } from '../../../domain/limits.ts';
import type { Log } from '../../../domain/log.ts';
import { silent } from '../../../domain/log.ts';
import { openPageSession } from '../../../http/account/sessions.ts';
import { signInPages } from '../../../http/account/signInRoutes.ts';
import type { Workings } from '../../../http/admin/workings.ts';
import { atEnd } from '../../support/atEnd.ts';
import type { Member } from '../../support/class.ts';
import type { World } from '../../support/world.ts';
import { testWorkings } from './workings.ts';

export const origin = 'https://class.example';

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  /** What a reader sees of it: without what stands around, tags and entities. */
  words: string;
}

/** The dashboard on a world, and browsers that look at it. What it could not handle is kept in `failures`. */
export function adminOf(world: World, workings: Partial<Workings> = {}, limits = { pages: noLimits }) {
  const { sql, vault, clock, random, newId, settings } = world.deps;
  const failures: unknown[] = [];
  const log: Log = { ...silent, error: (fields: object) => failures.push(fields) } as never;
  const broadcast = localBroadcast(silent);
  const keys = keyring({ secretKey: Buffer.alloc(32, 7), random });
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-test-'));
  atEnd(async () => rmSync(folder, { recursive: true, force: true }));
  const heads = headsIn(folder);
  const signIn = signInPages({
    sql,
    vault,
    clock,
    random,
    newId,
    publicUrl: origin,
    limitSignIns: (_c, next) => next(),
  });
  const { routes: admin, events } = openAdmin({
    ...{ sql, app: world.app, clock, newId, log, broadcast, keys, heads },
    url: origin,
    limits,
    signedIn: signIn.signedIn,
    workings: testWorkings(world, workings),
    ways: { channels: settings.accounts.map(({ channel }) => channel), place: settings.place },
    act: (act) => world.engine.act(act),
  });
  const routes = signIn.routes.route('/', admin);

  /** A browser in which somebody is signed in; nobody where no member is given. */
  async function as(member: Pick<Member, 'membershipId'> | null) {
    const someone = browser(routes);
    if (member) {
      const session = await openPageSession({ sql, clock, random, newId }, member.membershipId);
      someone.cookies.set('__Host-homeroom_account', session);
    }
    return someone;
  }

  atEnd(() => events.stop());
  return { routes, as, failures, broadcast, keys, heads, events };
}

export type TestAdmin = ReturnType<typeof adminOf>;
export type TestBrowser = ReturnType<typeof browser>;

/** A browser with its cookies, which follows where a form leads. */
export function browser(routes: Hono) {
  const cookies = new Map<string, string>();

  async function ask(path: string, init: RequestInit = {}): Promise<Answered> {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const headers = {
      cookie,
      host: 'class.example',
      accept: 'text/html',
      ...(init.headers as Record<string, string>),
    };
    const response = await routes.request(`${origin}${path}`, { ...init, headers });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      if (value) cookies.set(name!, value);
      else cookies.delete(name!);
    }
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, words: wordsOf(text) };
  }

  /** Sends a form. `from` is the origin that the browser names; null for none. */
  async function post(
    path: string,
    fields: Record<string, string> = {},
    { from = origin }: { from?: string | null } = {},
  ): Promise<Answered> {
    const headers: Record<string, string> = from === null ? {} : { origin: from };
    return ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  /** Sends a form that needs no more asking, and looks at the page it leads to. */
  async function does(path: string, fields: Record<string, string> = {}): Promise<Answered> {
    const answer = await post(path, { confirmed: 'yes', ...fields });
    if (answer.status !== 303) return answer;
    return ask(answer.headers.get('location')!);
  }

  const get = (path: string, headers: Record<string, string> = {}) => ask(path, { headers });
  return { cookies, get, post, does };
}

function wordsOf(html: string): string {
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? html;
  return main
    .replace(/<svg[\s\S]*?<\/svg>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}
