import type { MiddlewareHandler } from 'hono';
import { groupOf, type Permission } from '../../domain/permissions.ts';
import { type Account, accountMay } from '../account/account.ts';
import { ApiError } from './errors.ts';

/** What each request knows. */
export interface ApiEnv {
  Variables: {
    /** Who asks; on routes that are for everybody nobody is looked up. */
    account: Account;
    /** Looks up who asks. */
    findAccount(authorization: string | undefined): Promise<Account | null>;
    correlationId: string;
  };
}

/** Nobody need say who they are. */
export const isOpen = (permission: Permission): boolean => groupOf(permission) === 'everybody';

/** Lets those through who may do it. Who they are is read from their token, what they may from the database. */
export function allow(permission: Permission): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (isOpen(permission)) return next();
    const account = await c.var.findAccount(c.req.header('authorization'));
    if (!account) throw new ApiError('UNAUTHORIZED', 'This needs an access token that holds.');
    if (!accountMay(account, permission)) throw new ApiError('FORBIDDEN', refusal(account));
    c.set('account', account);
    await next();
  };
}

const refusal = ({ status, role }: Account) =>
  status === 'active' ? `This is not for a ${role}.` : `This is not for somebody who is ${status}.`;
