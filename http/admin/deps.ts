import type { Context } from 'hono';
import type { Engine as Sql, Tx } from '../../db/client.ts';
import type { Act, ActResult } from '../../domain/act.ts';
import type { Broadcast } from '../../domain/broadcast.ts';
import type { Clock } from '../../domain/clock.ts';
import type { NewId } from '../../domain/id.ts';
import type { Limits } from '../../domain/limits.ts';
import type { Log } from '../../domain/log.ts';
import type { Place } from '../../domain/waysIn.ts';
import type { Account } from '../account/account.ts';
import type { Workings } from './workings.ts';

/** What the dashboard is made from. */
export interface AdminDeps {
  sql: Sql;
  /** `homeroom_app`'s: sees the one community that a transaction names. */
  app: Sql;
  clock: Clock;
  newId: NewId;
  log: Log;
  /** Under which browsers reach us. */
  publicUrl: string;
  broadcast: Pick<Broadcast, 'listen'>;
  /** Counts pages by whoever looks. */
  limits: { pages: Limits };
  /** Who is signed in in this browser. */
  signedIn(c: Context): Promise<Account | null>;
  /** The channels that people can come in by, and where each is. */
  ways: { channels: string[]; place: Place };
  /** Compares what a community's log says with its seals. */
  checkChain(tx: Tx, communityId: string): Promise<ChainChecked>;
  /** How this process works. */
  workings: Workings;
  /** Does what a member wants done, by the flow that does it in chat. */
  act(act: Act): Promise<ActResult>;
}

/** How a chain of the audit log stands: where it is broken first, if it is (`audit/chain.ts`). */
export interface ChainChecked {
  acts: number;
  broken: { sequence: number; what: 'gap' | 'changed' | 'cut' } | null;
}
