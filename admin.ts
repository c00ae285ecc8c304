import type { Context, Hono } from 'hono';
import type { Account } from './http/account/account.ts';
import type { AdminDeps } from './http/admin/deps.ts';
import { adminRoutes } from './http/admin/routes.tsx';

export interface AdminOptions extends Omit<AdminDeps, 'publicUrl'> {
  /** Under which browsers reach us. */
  url: string;
  signedIn(c: Context): Promise<Account | null>;
}

/** The dashboard: `/admin` and all below it but signing in, which is there for everybody. */
export function openAdmin({ url, ...options }: AdminOptions): { routes: Hono } {
  return { routes: adminRoutes({ ...options, publicUrl: url }) as unknown as Hono };
}
