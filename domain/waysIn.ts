import { channelLabel } from './manners.ts';
import { type TextRef, text } from './text.ts';

/** Where people write to us on a channel: a link that opens a chat with the bot, or a number; null while unknown. */
export type Place = (channel: string) => string | null;

/** How somebody comes in with a code, on each of these channels that can be told of. */
export const waysIn = (channels: string[], place: Place, code: string): TextRef[] =>
  channels.flatMap((channel) => {
    const where = place(channel);
    return where ? [wayIn(channel, where, code)] : [];
  });

function wayIn(channel: string, place: string, code: string): TextRef {
  if (channel === 'web') return text('invite.byWeb', { link: `${place}?start=${code}` });
  if (channel === 'email') return text('invite.byMail', { address: `join+${code}@${place}` });
  if (channel === 'sms') return text('invite.bySms', { code, number: place });
  return text('invite.byLink', { channel: channelLabel(channel), link: linkWith(channel, place, code) });
}

/** WhatsApp's links can only fill in what the person then sends; Telegram's hand the code over by themselves. */
const linkWith = (channel: string, place: string, code: string) =>
  channel.startsWith('whatsapp') ? `${place}?text=JOIN%20${code}` : `${place}?start=${code}`;
