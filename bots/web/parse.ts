import type { Parsed, Said } from '../../domain/channel.ts';
import { type WebSession, webAccount } from '../../domain/webChat.ts';
import type { SaidEvent } from './events.ts';

/**
 * What a browser says, in the product's words. Its own id makes the event the same however often it is sent; with its
 * address in front, so that no browser can take another's.
 */
export function parse(event: SaidEvent, session: Pick<WebSession, 'addressId' | 'browser'>): Parsed {
  return {
    kind: 'inbound',
    inbound: {
      channel: 'web',
      account: webAccount,
      externalId: `${session.addressId} ${event.data.id}`,
      from: session.browser,
      sequence: null,
      said: saidIn(event),
      language: null,
      name: null,
      raw: event,
    },
  };
}

/** The id of a message that somebody wrote here. It never is that of one of ours, which has no such beginning. */
export const ownMessageId = (id: string) => `m-${id}`;

function saidIn({ event, data }: SaidEvent): Said {
  switch (event) {
    case 'send_message':
      return { kind: 'text', text: data.content, replyTo: data.reply_to, messageId: ownMessageId(data.id) };
    case 'press_button':
      return { kind: 'pressed', data: data.data, messageId: data.message_id };
    case 'edit_message':
      return { kind: 'edited', text: data.content, messageId: data.message_id };
  }
}
