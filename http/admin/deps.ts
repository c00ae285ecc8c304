import type { Context } from 'hono';
import type { Engine as Sql } from '../../db/client.ts';
import type { Act, ActResult } from '../../domain/act.ts';
import type { Broadcast } from '../../domain/broadcast.ts';
import type { Clock } from '../../domain/clock.ts';
import type { NewId } from '../../domain/id.ts';
import type { Log } from '../../domain/log.ts';
import type { Account } from '../account/account.ts';

/** What the dashboard is made from. */
export interface AdminDeps {
  sql: Sql;
  clock: Clock;
  newId: NewId;
  log: Log;
  /** Under which browsers reach us. */
  publicUrl: string;
  broadcast: Pick<Broadcast, 'listen'>;
  /** Who is signed in in this browser. */
  signedIn(c: Context): Promise<Account | null>;
  /** Does what a member wants done, by the flow that does it in chat. */
  act(act: Act): Promise<ActResult>;
}
