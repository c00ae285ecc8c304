import { readEvent } from '../../../bots/web/events.ts';
import { parse } from '../../../bots/web/parse.ts';
import { webChannel } from '../../../bots/web/send.ts';
import type { Parsed } from '../../../domain/channel.ts';
import type { WebContent } from '../../../domain/webChat.ts';
import { counted, type Offer, type Side } from './side.ts';

const session = { addressId: '018f0000-0000-7000-8000-0000000000b1', browser: 'browser-1' };
const ownId = '00000000-0000-4000-8000-000000000001';

/** In a browser, by the frames of its WebSocket. */
export function webSide(): Side {
  let screen: WebContent | null = null;
  const channel = webChannel({
    add: async (_screen, { content }) => {
      screen = content;
      return true;
    },
    change: async () => 0,
    findIds: async () => [],
  });
  return {
    channel,
    address: session.browser,
    type: (content) => bring('send_message', { content }),
    async show(outbound) {
      await channel.send(outbound);
      const { body, choices } = screen!;
      const offers = choices.map(
        ({ label, data }): Offer => ({
          label,
          take: () => bring('press_button', { message_id: outbound.id, data, label }),
        }),
      );
      return {
        text: body.map((span) => (typeof span === 'string' ? span : Object.values(span)[0])).join(''),
        offers,
        form: counted(offers.length, 'button'),
        hasContactButton: false,
        problems: [],
      };
    },
  };
}

async function bring(event: string, data: object): Promise<Parsed> {
  const read = readEvent(JSON.stringify({ event, data: { id: ownId, ...data }, timestamp: 1699999999 }));
  if ('wrong' in read) return { kind: 'ignored', reason: read.wrong };
  return parse(read as Parameters<typeof parse>[0], session);
}
