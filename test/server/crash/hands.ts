import { randomUUID } from 'node:crypto';
import { until } from '../../support/until.ts';
import type { Provider, Taken } from './provider.ts';

/** Somebody with a phone, as their provider sees them. */
export interface Hand {
  channel: 'telegram' | 'whatsapp';
  /** As the address has it. */
  identifier: string;
  /** Posts to the class, as people do: the words, then the button. */
  post(words: string): Promise<void>;
}

/** How long somebody waits for an answer: the process that polled may be dead, and its leases are not. */
const patienceMs = 900_000;

export function telegramHand(provider: Provider, id: number): Hand {
  const person = { id, is_bot: false, first_name: `T${id}` };
  const chat = { id, type: 'private', first_name: `T${id}` };
  const date = () => Math.floor(Date.now() / 1_000);
  return {
    channel: 'telegram',
    identifier: String(id),
    async post(words) {
      const text = `/post ${words}`;
      const entities = [{ type: 'bot_command', offset: 0, length: 5 }];
      provider.tell({ message: { message_id: 1, date: date(), chat, from: person, text, entities } });
      const data = await shownButton(provider, { to: String(id), words });
      const message = { message_id: 2, date: date(), chat, text: words };
      provider.tell({
        callback_query: { id: randomUUID(), from: person, message, chat_instance: '1', data },
      });
    },
  };
}

/** @param url of the process that takes webhooks */
export function whatsappHand(provider: Provider, number: string, url: string): Hand {
  const waId = number.slice(1);
  const said = (message: object) => {
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15005550007', phone_number_id: provider.phoneNumberId },
      contacts: [{ profile: { name: `W${waId}` }, wa_id: waId }],
      messages: [
        {
          id: `wamid.in.${randomUUID()}`,
          from: waId,
          timestamp: String(Math.floor(Date.now() / 1_000)),
          ...message,
        },
      ],
    };
    const entry = [{ id: '200000000000002', changes: [{ field: 'messages', value }] }];
    return provider.post(url, { object: 'whatsapp_business_account', entry });
  };
  return {
    channel: 'whatsapp',
    identifier: number,
    async post(words) {
      await said({ type: 'text', text: { body: `/post ${words}` } });
      const id = await shownButton(provider, { to: number, words });
      const interactive = { type: 'button_reply', button_reply: { id, title: 'Post it' } };
      await said({ type: 'interactive', interactive });
    },
  };
}

async function shownButton(
  provider: Provider,
  { to, words }: { to: string; words: string },
): Promise<string> {
  const shown = (): Taken | undefined =>
    provider.takenFor(to).findLast(({ text, button }) => button !== null && text.includes(words));
  await until(() => shown() !== undefined, patienceMs, 200);
  return shown()!.button!;
}
