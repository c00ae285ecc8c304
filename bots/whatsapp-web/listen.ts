import type { Client, Message } from 'whatsapp-web.js';
import type { Person, WebEvent } from './payload.ts';

/** What the library told, before anybody has looked at it: its page's own fields. */
export type Told = { event: WebEvent['event'] } & Record<string, unknown>;

/** Hears everything that people did; other events of the library say nothing that anybody said. */
export function listenTo(client: Client, tell: (told: Told) => void): void {
  const raw = (message: Message) => message.rawData;
  client.on('message', (message) => tell(listenedTo(message)));
  client.on('message_edit', (message, body) =>
    tell({ event: 'edit', message: raw(message), body: String(body) }),
  );
  client.on('message_revoke_everyone', (message) => tell({ event: 'revoke', message: raw(message) }));
  client.on('message_ack', (message, ack) => tell({ event: 'ack', message: raw(message), ack }));
  client.on('message_reaction', ({ id, msgId, senderId, reaction }) =>
    tell({ event: 'reaction', reaction: { id, msgId, senderId, reaction } }),
  );
  // Newer than the library's types.
  client.on('message_ciphertext_failed' as 'message', (message) =>
    tell({ event: 'undecryptable', message: raw(message) }),
  );
}

/** A message that somebody sent. */
export const listenedTo = (message: Message): Told => ({ event: 'message', message: message.rawData });

/** Both ids of somebody, as far as WhatsApp tells them. */
export async function askPerson(client: Client, wid: string): Promise<Person> {
  const [pair] = await client.getContactLidAndPhone([wid]);
  const digits = /^(\d+)@c\.us$/.exec(pair?.pn ?? '')?.[1];
  return { lid: pair?.lid ?? null, phone: digits ? `+${digits}` : null };
}
