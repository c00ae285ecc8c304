import { OpenAPIHono } from '@hono/zod-openapi';
import type { Engine as Sql, Tx } from '../../db/client.ts';
import type { Act, ActResult } from '../../domain/act.ts';
import type { Log } from '../../domain/log.ts';
import type { SessionDeps } from '../account/sessions.ts';
import type { SignInDeps } from '../account/signIn.ts';
import type { ApiEnv } from './access.ts';
import { refuseInput } from './errors.ts';
import type { ApiLimitDeps } from './limits.ts';

/** What the API is made from. */
export interface ApiDeps extends SignInDeps, SessionDeps, ApiLimitDeps {
  sql: Sql;
  log: Log;
  /** Does what a member wants done, by the flow that does it in chat. */
  act(act: Act): Promise<ActResult>;
  registration: RegistrationDeps;
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
 * Reads for one request, in one transaction that names the community it is about: the one place where what is read is
 * confined to it, besides the conditions of each query.
 */
export function reading<T>(
  { sql }: Pick<ApiDeps, 'sql'>,
  { communityId }: { communityId: string },
  read: (tx: Tx, communityId: string) => Promise<T>,
): Promise<T> {
  return sql.begin('read only', async (tx) => {
    await tx`select set_config('app.community_id', ${communityId}, true)`;
    return read(tx, communityId);
  }) as Promise<T>;
}
