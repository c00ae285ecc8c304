import { Hono } from 'hono';
import { checkChain } from './audit/check.ts';
import type { Heads } from './audit/heads.ts';
import { remembered } from './audit/remembered.ts';
import type { Keyring } from './db/keyring.ts';
import type { AdminDeps } from './http/admin/deps.ts';
import { pageEvents } from './http/admin/events.ts';
import { adminRoutes } from './http/admin/routes.tsx';

export interface AdminOptions extends Omit<AdminDeps, 'publicUrl' | 'checkChain'> {
  /** Under which browsers reach us. */
  url: string;
  keys: Pick<Keyring, 'signingKeys'>;
  /** Where the ends of the audit log's chains are written down. */
  heads: Pick<Heads, 'read'>;
}

/** The dashboard: `/admin` and all below it but signing in, which is there for everybody. */
export function openAdmin({ url, keys, heads, ...options }: AdminOptions) {
  const deps: AdminDeps = {
    ...options,
    publicUrl: url,
    checkChain: remembered(
      async (tx, communityId) =>
        checkChain(tx, communityId, { keys: keys.signingKeys('audit'), heads: await heads.read() }),
      options,
    ),
  };
  const events = pageEvents(deps);
  const routes = new Hono().route('/', adminRoutes({ ...deps, events }));
  return { routes, events, stop: events.stop };
}
