import type { MiddlewareHandler } from 'hono';
import { groupOf, type Permission } from '../../domain/permissions.ts';
import { type Account, accountMay } from '../account/account.ts';
import { ApiError } from './errors.ts';
import type { ApiLimit, OpenLimit } from './limits.ts';

/** What each request knows. */
export interface ApiEnv {
  Variables: {
    /** Who asks; on routes that are for everybody nobody is looked up. */
    account: Account;
    /** Looks up who asks. */
    findAccount(authorization: string | undefined): Promise<Account | null>;
    /** Counts the call, and refuses what is too much. */
    limited: Record<ApiLimit, MiddlewareHandler>;
    correlationId: string;
  };
}

/** Nobody need say who they are. */
export const isOpen = (permission: Permission): boolean => groupOf(permission) === 'everybody';

/**
 * Lets those through who may do it, so often as they may. Who they are is read from their token, what they may from the
 * database.
 * @param limit by which those are counted who need not say who they are
 */
export function allow(permission: Permission, limit: OpenLimit): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (isOpen(permission)) return c.var.limited[limit](c, next);
    const account = await c.var.findAccount(c.req.header('authorization'));
    if (!account) throw new ApiError('UNAUTHORIZED', 'This needs an access token that holds.');
    c.set('account', account);
    return c.var.limited.apiCalls(c, () => {
      if (!accountMay(account, permission)) throw new ApiError('FORBIDDEN', refusal(account));
      return next();
    });
  };
}

const refusal = ({ status, role }: Account) =>
  status === 'active' ? `This is not for a ${role}.` : `This is not for somebody who is ${status}.`;
