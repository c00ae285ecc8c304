import { findCopies } from '../../db/sentMessages.ts';
import type { Seat } from '../../domain/broadcast.ts';
import type { ChannelName } from '../../domain/channel.ts';
import { type Account, accountMay } from '../account/account.ts';
import { ApiError } from '../api/errors.ts';
import { messageSeen, writeMessage } from '../api/writing.ts';
import type { Connection } from './connection.ts';
import type { LiveDeps } from './deps.ts';
import type { ProgramEvent } from './events.ts';

/** Does what a program said. */
export async function handle(
  deps: LiveDeps,
  connection: Connection,
  { account, event }: { account: Account; event: ProgramEvent },
): Promise<void> {
  switch (event.event) {
    case 'send_message':
      return write(deps, connection, { account, ...event.data });
    case 'typing_start':
    case 'typing_stop':
      return type(connection, account, event.event);
    case 'mark_read':
      return read(deps, account, event.data.message_id);
    case 'authenticate':
      return;
  }
}

async function write(
  deps: LiveDeps,
  connection: Connection,
  { account, id, message }: { account: Account } & Extract<ProgramEvent, { event: 'send_message' }>['data'],
): Promise<void> {
  must(account, 'message.post');
  const actor = { account, id, correlationId: deps.newId() };
  const written = await writeMessage(deps, actor, account, message);
  connection.send({ event: 'message_accepted', data: { id, message: written } });
}

async function type(
  { typing }: Connection,
  account: Account,
  event: 'typing_start' | 'typing_stop',
): Promise<void> {
  must(account, 'message.post');
  if (event === 'typing_start') await typing.started(account);
  else typing.stopped();
}

/** They have read it, wherever it was sent to them: each copy is marked as its own channel would mark it. */
async function read(deps: LiveDeps, account: Account, messageId: string): Promise<void> {
  const { author } = await messageSeen(deps, account, messageId);
  const copies = await findCopies(deps.sql, { messageId, personId: account.personId });
  const receipts = copies.map(({ channel, ...copy }) => ({
    kind: 'receipt' as const,
    receipt: {
      ...{ ...copy, channel: channel as ChannelName, status: 'read' as const },
      ...{ providerCode: null, isStopped: false },
    },
  }));
  if (receipts.length > 0) await deps.receive(receipts, { correlationId: deps.newId() });
  deps.broadcast.tell({ kind: 'seen', seat: seatOf(account), messageId, authorId: author.id });
}

function must(account: Account, permission: Parameters<typeof accountMay>[1]): void {
  if (!accountMay(account, permission)) throw new ApiError('FORBIDDEN', 'This is not for you, or no longer.');
}

/** Where somebody sits, as the others there see them. */
export const seatOf = ({ communityId, membershipId, name }: Account): Seat => ({
  communityId,
  membershipId,
  name,
});
