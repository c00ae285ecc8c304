import { z } from 'zod';
import type { Choice } from '../../domain/channel.ts';
import type { FileKind } from '../../domain/media.ts';
import type { ShownBlock } from './blocks.ts';

/** No broken surrogates and no null characters, which Postgres cannot keep. */
const words = z
  .string()
  .transform((text) => text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\ufffd'));
const anyWords = words.pipe(z.string().max(8_000));
const typed = words.pipe(z.string().max(8_000)).refine((text) => text.trim() !== '');
/** What a browser calls its own message: the same when it sends it again. */
const ownId = z.uuid();
/** Only what was written here can be edited here. */
const ownMessage = z.string().regex(/^m-[0-9a-f-]{36}$/);
const messageId = words.pipe(z.string().min(1).max(60));
/** As many as one message carries. */
export const mostFiles = 10;
const count = z.number().int().min(0).max(2_147_483_647);

const sends = {
  send_message: z
    .object({
      id: ownId,
      content: anyWords.default(''),
      content_type: z.enum(['text', 'file']).default('text'),
      reply_to: messageId.nullable().default(null),
      /** What uploading them answered. */
      files: z.array(z.string().max(4_000)).max(mostFiles).default([]),
    })
    .refine(({ content, files }) => content.trim() !== '' || files.length > 0),
  press_button: z.object({
    id: ownId,
    message_id: messageId,
    data: words.pipe(z.string().min(1).max(64)),
    /** What the button said: to show that it was pressed. */
    label: words.pipe(z.string().max(200)).default(''),
  }),
  edit_message: z.object({ id: ownId, message_id: ownMessage, content: typed }),
};

const others = {
  /** `last` is the newest revision the browser has; 0 for none. */
  authenticate: z.object({ last: count.default(0) }),
  typing_start: z.object({}).default({}),
  typing_stop: z.object({}).default({}),
  /** All up to this number were looked at. */
  mark_read: z.object({ up_to: count }),
  /** All up to this revision have arrived. */
  mark_delivered: z.object({ up_to: count }),
  load_earlier: z.object({ before: count }),
};

type EventOf<T extends Record<string, z.ZodType>> = {
  [Name in keyof T]: { event: Name; data: z.infer<T[Name]> };
}[keyof T];

/** What somebody says by their browser. */
export type SaidEvent = EventOf<typeof sends>;
/** Sample: `{ "event": "send_message", "data": { "id": "0198...", "content": "Hello!" }, "timestamp": 1699999999 }`. */
export type ClientEvent = SaidEvent | EventOf<typeof others>;

const schemas: Record<string, z.ZodType> = { ...sends, ...others };
const envelope = z.object({ event: z.string().max(60), data: z.unknown() });

/** An event as a browser sent it, or in a word what is wrong with it. */
export function readEvent(frame: string): ClientEvent | { wrong: ErrorCode; id?: string } {
  const read = envelope.safeParse(jsonIn(frame));
  if (!read.success) return { wrong: 'malformed' };
  const { event, data } = read.data;
  if (!Object.hasOwn(schemas, event)) return { wrong: 'unknown_event' };
  const checked = schemas[event]!.safeParse(data ?? {});
  if (checked.success) return { event, data: checked.data } as ClientEvent;
  const id = ownId.safeParse((data as { id?: unknown } | null)?.id);
  return { wrong: 'invalid', ...(id.success && { id: id.data }) };
}

function jsonIn(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return undefined;
  }
}

/** Why an event was not acted on. After `unavailable` the browser should send the same again. */
export type ErrorCode =
  | 'malformed'
  | 'unknown_event'
  | 'invalid'
  | 'not_authenticated'
  | 'slow_down'
  | 'not_found'
  /** A file is not kept any more: it is to be uploaded again, and the same message sent. */
  | 'upload_expired'
  | 'unavailable';

/** A message as browsers get it; `text` and `body` are null once it was taken back. */
export interface ShownMessage {
  id: string;
  number: number;
  revision: number;
  is_mine: boolean;
  is_press: boolean;
  is_read: boolean;
  is_changed: boolean;
  /** The same in plain words. */
  text: string | null;
  body: ShownBlock[] | null;
  files: ShownFile[];
  choices: Choice[];
  reply_to: string | null;
  sent_at: string;
}

/** A file of a message; `url` is good for as long as the message stands. */
export interface ShownFile {
  url: string;
  kind: FileKind;
  mime: string;
  name: string | null;
  size: number;
  width: number | null;
  height: number | null;
}

/** Somebody of the same community, by their membership. */
export interface ShownPerson {
  user_id: string;
  name: string;
}

/** What browsers are told. */
export type ServerEvent =
  | { event: 'authenticated'; data: { has_earlier: boolean; online: ShownPerson[] } }
  | { event: 'message_received' | 'message_changed'; data: ShownMessage }
  /** Older ones that were asked for. */
  | { event: 'earlier_messages'; data: { messages: ShownMessage[]; has_earlier: boolean } }
  /** It is kept, and what follows from it has happened. */
  | { event: 'message_accepted'; data: { id: string } }
  | { event: 'message_read'; data: { up_to: number } }
  | { event: 'user_status_changed'; data: ShownPerson & { status: 'online' | 'offline' } }
  | { event: 'typing'; data: ShownPerson & { is_typing: boolean } }
  | { event: 'error'; data: { code: ErrorCode; id?: string } };
