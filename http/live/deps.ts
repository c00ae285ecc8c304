import type { Seat } from '../../domain/broadcast.ts';
import type { Receive } from '../../domain/channel.ts';
import type { Limits } from '../../domain/limits.ts';
import type { ApiDeps } from '../api/deps.ts';

/** What the sockets of programs are made from. */
export interface LiveDeps
  extends Pick<ApiDeps, 'sql' | 'app' | 'act' | 'broadcast' | 'clock' | 'newId' | 'log' | 'tokens'> {
  /** Calls and typing by whose they are, programs by the place they come from. */
  limits: Record<'apiCalls' | 'programs' | 'typing', Limits>;
  receive: Receive;
}

/** How somebody is shown to others of their community. */
export const person = ({ membershipId, name }: Seat) => ({ user_id: membershipId, name });
