import { z } from 'zod';
import type { MessageRow } from '../../db/api/messages.ts';
import { ApiError, type ErrorCode, type Fields, refuseInput } from '../api/errors.ts';
import { id } from '../api/listing.ts';
import { newMessage } from '../api/writing.ts';

/** What a program calls its own message: the same when it is sent again. */
const named = z
  .looseObject({ id })
  .transform(({ id, ...message }) => ({ id, message }))
  .pipe(z.object({ id, message: newMessage }));

const schemas = {
  authenticate: z.strictObject({ token: z.string().max(2_048) }),
  send_message: named,
  typing_start: z.strictObject({}),
  typing_stop: z.strictObject({}),
  mark_read: z.strictObject({ message_id: id }),
};

const envelope = z.strictObject({
  event: z.enum(Object.keys(schemas) as (keyof typeof schemas)[]),
  data: z.unknown().optional(),
  timestamp: z.number().optional(),
});

/** Sample: `{ "event": "send_message", "data": { "id": "0198...", "content": "Hello!" }, "timestamp": 1699999999 }`. */
export type ProgramEvent = {
  [Name in keyof typeof schemas]: { event: Name; data: z.infer<(typeof schemas)[Name]> };
}[keyof typeof schemas];

/**
 * An event as a program sent it.
 * @throws {ApiError} what was sent is none
 */
export function readEvent(frame: string): ProgramEvent {
  const read = envelope.safeParse(jsonIn(frame));
  if (!read.success) refuseInput(read.error.issues);
  const { event, data = {} } = read.data;
  const checked = schemas[event].safeParse(data);
  if (!checked.success) refuseInput(checked.error.issues.map(asSent));
  return { event, data: checked.data } as ProgramEvent;
}

/** What stands in `message` here was sent beside the id. */
const asSent = (issue: z.core.$ZodIssue): z.core.$ZodIssue => ({
  ...issue,
  path: issue.path[0] === 'message' ? issue.path.slice(1) : issue.path,
});

function jsonIn(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    throw new ApiError('INVALID_INPUT', 'An event is JSON.');
  }
}

/** The id of an event that may not be one, so that its program knows which was refused. */
export function idIn(frame: string): string | undefined {
  const found = /"id"\s*:\s*"([0-9a-f-]{36})"/i.exec(frame.slice(0, 50_000))?.[1];
  return id.safeParse(found).data;
}

/** Somebody of the same community, by their membership. */
interface ShownPerson {
  user_id: string;
  name: string;
}

/** What programs are told; a message is as in REST. */
export type ProgramNews =
  | {
      event: 'authenticated';
      data: { user_id: string; community_id: string; expires_at: Date; online: ShownPerson[] };
    }
  | { event: 'message_received'; data: MessageRow }
  /** It is kept, and what follows from it has happened. */
  | { event: 'message_accepted'; data: { id: string; message: MessageRow } }
  | { event: 'message_read'; data: ShownPerson & { message_id: string } }
  | { event: 'user_status_changed'; data: ShownPerson & { status: 'online' | 'offline' } }
  | { event: 'typing'; data: ShownPerson & { is_typing: boolean } }
  | { event: 'error'; data: { code: ErrorCode; message: string; fields: Fields; id?: string } };
