import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { findAccount } from '../../db/accounts.ts';
import { type Pulse, readPulse, type Topic, topics } from '../../db/admin/pulse.ts';
import { startLoop } from '../../domain/loop.ts';
import type { Account } from '../account/account.ts';
import { reading } from '../api/deps.ts';
import type { AdminDeps } from './deps.ts';
import { headers } from './headers.ts';

export type PageEvents = ReturnType<typeof pageEvents>;

/** Somebody who has a page open. */
interface Watcher {
  account: Account;
  /** What they may hear of. */
  hears: Set<Topic>;
  /** How things stood when they were told last. */
  pulse: Pulse;
  tell(topics: string[]): void;
  end(): void;
}

/** News may be lost, and not everything is news: everybody's page is looked after this often at least. */
const everyMs = 5_000;
/** A busy community changes with every message; nobody reads faster than this. */
const restMs = 1_000;
/** Windows of one person, and of all on one server. */
const mostOfOne = 8;
const mostOfAll = 500;

/**
 * Tells open pages which topics have changed, never what. The broadcast only says that something is there to look at; what it is
 * says the database, so that it is seen by whichever process did it.
 */
export function pageEvents(deps: AdminDeps) {
  const { sql, clock, log } = deps;
  const watchers = new Set<Watcher>();
  const loop = startLoop('dashboard', { clock, log, everyMs }, look);
  let isResting = false;
  const silence = deps.broadcast.listen(({ kind }) => {
    if (kind !== 'queued' || isResting || watchers.size === 0) return;
    isResting = true;
    clock.after(restMs, () => {
      isResting = false;
      loop.wake();
    });
  });

  async function look(): Promise<boolean> {
    await Promise.all([...watchers].map(endIfOver));
    for (const communityId of new Set([...watchers].map(({ account }) => account.communityId))) {
      const pulse = await pulseOf(communityId);
      for (const watcher of watchers) if (watcher.account.communityId === communityId) tell(watcher, pulse);
    }
    return false;
  }

  const pulseOf = (communityId: string) =>
    reading(deps, { communityId }, (tx) => readPulse(tx, { communityId, now: clock.now() }));

  /** Whoever was signed out, suspended or given another role sees nothing more; their browser asks anew, as they are now. */
  async function endIfOver(watcher: Watcher): Promise<void> {
    const { account } = watcher;
    const now = await findAccount(sql, { ...account, now: clock.now() });
    if (now?.status === account.status && now.role === account.role) return;
    watcher.end();
  }

  async function open(c: Context, account: Account, hears: Set<Topic>): Promise<Response> {
    const pulse = await pulseOf(account.communityId);
    const own = [...watchers].filter((one) => one.account.personId === account.personId);
    if (own.length >= mostOfOne) own[0]!.end();
    if (watchers.size >= mostOfAll) return c.text('', 503, headers);
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    return streamSSE(c, async (stream) => {
      await new Promise<void>((resolve) => {
        const watcher: Watcher = {
          ...{ account, hears, pulse },
          tell: (topics) => void stream.writeSSE({ event: 'changed', data: JSON.stringify(topics) }),
          end: () => {
            watchers.delete(watcher);
            resolve();
          },
        };
        watchers.add(watcher);
        stream.onAbort(watcher.end);
        // Says that it stands; and that a lost one is opened again after three seconds.
        void stream.writeSSE({ event: 'open', data: '', retry: 3_000 });
      });
    });
  }

  return {
    open,
    look,
    count: () => watchers.size,
    async stop() {
      silence();
      for (const watcher of [...watchers]) watcher.end();
      await loop.stop();
    },
  };
}

function tell(watcher: Watcher, pulse: Pulse): void {
  const before = watcher.pulse;
  const changed = topics.filter((topic) => watcher.hears.has(topic) && pulse[topic] !== before[topic]);
  watcher.pulse = pulse;
  // An empty word keeps the line open through proxies that close silent ones.
  watcher.tell(changed);
}
