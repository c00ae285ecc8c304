import { OpenAPIHono } from '@hono/zod-openapi';
import type { Engine as Sql, Tx } from '../../db/client.ts';
import type { Act, ActResult } from '../../domain/act.ts';
import type { Broadcast } from '../../domain/broadcast.ts';
import type { Log } from '../../domain/log.ts';
import type { SessionDeps } from '../account/sessions.ts';
import type { SignInDeps } from '../account/signIn.ts';
import type { ApiEnv } from './access.ts';
import { refuseInput } from './errors.ts';
import type { ApiLimitDeps } from './limits.ts';

/** What the API is made from. */
export interface ApiDeps extends SignInDeps, SessionDeps, ApiLimitDeps {
  sql: Sql;
  /** `homeroom_app`'s: sees the one community that a transaction names. */
  app: Sql;
  log: Log;
  /** Does what a member wants done, by the flow that does it in chat. */
  act(act: Act): Promise<ActResult>;
  registration: RegistrationDeps;
  broadcast: Broadcast;
}

/** How somebody without any channel comes in: as a browser that talks with the bot. */
export interface RegistrationDeps {
  /** A new browser; the token is what it is known by. */
  begin(language: string): Promise<{ token: string; addressId: string }>;
  /** Null for one that is not signed in. */
  find(token: string): Promise<{ addressId: string } | null>;
  /** Says something for it; resolves after the commit. */
  say(token: string, words: string, correlationId: string): Promise<void>;
}

/** A part of the API. What does not fit a schema is refused in one way everywhere. */
export const newPart = () =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) refuseInput(result.error.issues);
    },
  });

/**
 * Reads for one request, in one transaction that names the community it is about. The role it is read by sees nothing
 * else (docs/decisions/0021-row-policies.md): a query that forgets its condition is wrong, and still tells nobody of others.
 */
export function reading<T>(
  { app }: Pick<ApiDeps, 'app'>,
  { communityId }: { communityId: string },
  read: (tx: Tx, communityId: string) => Promise<T>,
): Promise<T> {
  return readingAs(app, { 'app.community_id': communityId }, (tx) => read(tx, communityId));
}

/** The same for what lies beyond one community, as somebody who looks after the installation. */
export function readingInstallation<T>(
  { app }: Pick<ApiDeps, 'app'>,
  { personId }: { personId: string },
  read: (tx: Tx) => Promise<T>,
): Promise<T> {
  return readingAs(app, { 'app.operator_id': personId }, read);
}

/** What is set holds until the transaction ends, so that no other one on that connection has it. */
function readingAs<T>(app: Sql, settings: Record<string, string>, read: (tx: Tx) => Promise<T>): Promise<T> {
  return app.begin('read only', async (tx) => {
    for (const [name, value] of Object.entries(settings))
      await tx`select set_config(${name}, ${value}, true)`;
    return read(tx);
  }) as Promise<T>;
}
