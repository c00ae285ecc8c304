import type { Client } from 'whatsapp-web.js';
import type { Log } from '../../domain/log.ts';
import type { Told } from './listen.ts';
import { reactionOrMessage } from './payload.ts';

/** Makes the senders' ticks blue, once what they said is safe; nobody waits for that. */
export class Seen {
  constructor(private readonly log: Log) {}

  mark(client: Client, chatId: string | null): void {
    if (chatId === null) return;
    client.sendSeen(chatId).catch((error: unknown) => {
      this.log.debug({ reason: String(error).slice(0, 200) }, 'a message was not marked as read');
    });
  }
}

/** The chat something was said in; null for status updates and the like, which have none. */
export function chatOf(told: Told): string | null {
  const remote = reactionOrMessage.safeParse(told).data?.message?.id.remote;
  return remote && /@(c\.us|lid|g\.us)$/.test(remote) ? remote : null;
}
