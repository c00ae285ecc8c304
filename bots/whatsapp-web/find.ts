import type { Client, Message } from 'whatsapp-web.js';
import type { People } from './people.ts';
import { isGroupId } from './person.ts';

/** How far back a group is searched. */
const mostOfAGroup = 200;

interface Sought {
  chatId: string;
  /** The message's own id, without chat and author, which is what is kept of it. */
  id: string;
}

/**
 * A message by its id. WhatsApp Web finds it only by its chat and author as well, and knows a chat by the number or by the
 * hidden id, whichever it learnt first. Null where it has it no longer.
 */
export async function findMessage(
  client: Client,
  { chatId, id }: Sought,
  people: People,
): Promise<Message | null> {
  if (!isMessageId(id)) return null;
  if (isGroupId(chatId)) return findInGroup(client, { chatId, id });
  for (const key of await keysOf(client, { chatId, id }, people)) {
    const message = await client.getMessageById(key);
    if (message) return message;
  }
  return null;
}

const isMessageId = (id: string) => /^[\w-]{1,100}$/.test(id);

async function keysOf(client: Client, { chatId, id }: Sought, people: People): Promise<string[]> {
  const person = await people.of(client, chatId);
  const number = person?.phone ? `${person.phone.slice(1)}@c.us` : null;
  const chats = new Set([chatId, person?.lid, number].filter((one) => one != null));
  return [...chats].flatMap((chat) => [`true_${chat}_${id}`, `false_${chat}_${id}`]);
}

async function findInGroup(client: Client, { chatId, id }: Sought): Promise<Message | null> {
  const chat = await client.getChatById(chatId);
  const messages = await chat.fetchMessages({ limit: mostOfAGroup });
  return messages.find((message) => message.id.id === id) ?? null;
}
