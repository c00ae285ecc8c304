import { openApi } from '../../../api.ts';
import { localBroadcast } from '../../../broadcast.ts';
import { keyring } from '../../../db/keyring.ts';
import type { Limits } from '../../../domain/limits.ts';
import { noLimits } from '../../../domain/limits.ts';
import type { Log } from '../../../domain/log.ts';
import { silent } from '../../../domain/log.ts';
import type { ApiLimit } from '../../../http/api/limits.ts';
import { webStore } from '../../../webStore.ts';
import type { Member } from '../../support/class.ts';
import type { World } from '../../support/world.ts';
import { accountsOf } from '../account/support.ts';

export interface Answered {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  body: any;
}

const unlimited = {
  apiCalls: noLimits,
  registrations: noLimits,
  signIns: noLimits,
  refreshes: noLimits,
  programs: noLimits,
  typing: noLimits,
};

/** The API on a world, and calls to it. What it could not handle is kept in `failures`. */
export function apiOf(
  world: World,
  {
    settles = true,
    limits = {},
  }: {
    settles?: boolean /** Nothing is counted, unless it is set. */;
    limits?: Partial<Record<ApiLimit, Limits>>;
  } = {},
) {
  const { sql, vault, clock, random, newId } = world.deps;
  const failures: unknown[] = [];
  const note = (_fields: object) => undefined;
  const log: Log = { ...silent, error: (fields: object) => failures.push(fields), warn: note } as never;
  const keys = keyring({ secretKey: Buffer.alloc(32, 7), random });
  const broadcast = localBroadcast(silent);
  const store = webStore({ sql, vault, clock, random, newId, broadcast });
  const { routes } = openApi({
    ...{ sql, app: world.app, vault, clock, random, newId, keys, log, store, broadcast },
    url: 'https://class.example',
    limits: { ...unlimited, ...limits },
    placeOf: ({ forwardedFor }) => forwardedFor ?? 'here',
    act: (act) => world.engine.act(act),
    receive: async (parsed, raw) => {
      await world.engine.receive(parsed, raw);
      if (settles) await world.settle();
    },
  });
  const accounts = accountsOf(world);

  /** What is sent as `body` is JSON; `raw` goes as it is. */
  async function call(
    method: string,
    path: string,
    {
      token,
      body,
      raw,
      headers = {},
    }: { token?: string | undefined; body?: unknown; raw?: string; headers?: Record<string, string> } = {},
  ): Promise<Answered> {
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await routes.request(`https://class.example/api/v1${path}`, {
      method,
      ...(sent !== undefined && { body: sent }),
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(sent !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: JSON.parse(text) };
  }

  /** Calls as a member. */
  async function as({ membershipId }: Pick<Member, 'membershipId'>) {
    const { accessToken: token } = await accounts.signIn(membershipId);
    const ask =
      (method: string) =>
      (path: string, body?: unknown, headers: Record<string, string> = {}) =>
        call(method, path, { token, body, headers });
    return { token, get: ask('GET'), post: ask('POST'), put: ask('PUT'), delete: ask('DELETE') };
  }

  return { routes, call, as, accounts, failures };
}
