import type { Chat, Client } from 'whatsapp-web.js';
import { z } from 'zod';
import type { Log } from '../../domain/log.ts';
import { sentence } from './failure.ts';
import { listenedTo, type Told } from './listen.ts';

/** What one chat can have piled up; more than this is left to whoever reads the phone. */
const mostOfAChat = 100;
/** The library loses the order of messages of the same second, and then leaves out the wrong ones. */
const spare = 10;

/**
 * Hands on what people said while no browser was open: the library does not tell of it. Read marks are only made after a
 * commit, so what is unread has not been handled, or just was when the server died; the engine knows what it had before.
 * @param since nothing older: a phone that is paired for the first time has unread messages from another life
 */
export async function catchUp(
  client: Client,
  since: Date,
  { tell, log }: { tell: (told: Told) => void; log: Log },
): Promise<void> {
  let count = 0;
  for (const chatId of await unreadChats(client)) {
    const unread = await unreadOf(await client.getChatById(chatId), since).catch((error: unknown) => {
      // One chat must not keep the others.
      log.warn({ reason: sentence(error) }, 'unread messages of a chat cannot be read');
      return [];
    });
    for (const told of unread) tell(told);
    count += unread.length;
  }
  if (count > 0) log.info({ count }, 'messages may have come while WhatsApp Web was closed');
}

/** The library would ask WhatsApp for the members of every group there is, to tell the same. */
async function unreadChats({ pupPage }: Client): Promise<string[]> {
  const found = await pupPage?.evaluate(`window.require('WAWebCollections').Chat.getModelsArray()
    .filter((chat) => chat.unreadCount > 0).map((chat) => chat.id._serialized)`);
  return z.array(z.string()).parse(found).filter(isConversation);
}

const isConversation = (chatId: string) => /@(c\.us|lid|g\.us)$/.test(chatId);

async function unreadOf(chat: Chat, since: Date): Promise<Told[]> {
  const limit = Math.min(chat.unreadCount, mostOfAChat) + spare;
  const messages = await chat.fetchMessages({ limit, fromMe: false });
  // Whole seconds: of the second in which it was paired nothing is left out.
  const sinceSeconds = Math.floor(since.getTime() / 1000);
  return messages.filter(({ timestamp }) => timestamp >= sinceSeconds).map(listenedTo);
}
