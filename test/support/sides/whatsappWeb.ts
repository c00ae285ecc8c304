import { compose } from '../../../bots/whatsapp-web/compose.ts';
import { parse } from '../../../bots/whatsapp-web/parse.ts';
import { whatsappWebChannel } from '../../../bots/whatsapp-web/send.ts';
import type { Parsed } from '../../../domain/channel.ts';
import { account, eva, said } from '../../bots/whatsapp-web/events.ts';
import { numberedIn, type Side } from './side.ts';

/** By an ordinary account, which has no buttons. */
export function whatsappWebSide(): Side {
  const bring = async (message: object): Promise<Parsed> => {
    const id = { fromMe: false, remote: eva.lid, id: '3A0D4F6B8E21C7' };
    const event = { ...said({ id, from: eva.lid, ...message }), person: { lid: eva.lid, phone: null } };
    const parsed = parse(event, account);
    if (parsed.kind === 'group') throw new Error('said in a group');
    return parsed;
  };
  const type: Side['type'] = (body) => bring({ body });
  return {
    channel: whatsappWebChannel({ account, client: () => null } as never),
    address: eva.lid,
    type,
    share: () =>
      bring({
        type: 'vcard',
        body: 'BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nTEL;waid=14155550123:+1 415-555-0123\nEND:VCARD',
      }),
    async show(outbound) {
      const text = compose(outbound)
        .map((piece) => (piece.kind === 'text' ? piece.text : piece.caption))
        .join('\n');
      return { text, hasContactButton: false, ...numberedIn(text, outbound, type) };
    },
  };
}
