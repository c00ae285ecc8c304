import type { Classmate } from '../cast.ts';
import type { WhatsappEmulator } from '../whatsapp/emulator.ts';
import type { Phone } from '../whatsapp/phone.ts';
import type { Act, Sending } from './acts.ts';

/** Does on WhatsApp what a thumb wants. @throws {Error} with a sentence where this phone cannot do that just now */
export function onWhatsapp({ phones }: WhatsappEmulator, member: Classmate, wanted: Act): void {
  const phone = phones.of(member.number);
  if (wanted.act === 'say') phone.say(wanted.text, wanted.replyTo ? { replyTo: wanted.replyTo } : {});
  else if (wanted.act === 'edit') phone.edit(wanted.messageId, wanted.text);
  else if (wanted.act === 'revoke') phone.revoke(wanted.messageId);
  else if (wanted.act === 'press') phone.press(wanted.messageId, wanted.data);
  else if (wanted.act === 'choose') phone.choose(wanted.messageId, wanted.rowId);
  else if (wanted.act === 'react') react(phone, wanted);
  else if (wanted.act === 'send') send(phone, wanted);
  else if (wanted.act === 'shareContact') phone.shareContact();
  else if (wanted.act === 'block' || wanted.act === 'unblock') phone.setBlocked(wanted.act === 'block');
  else if (wanted.act === 'hideNumber') phone.hideNumber(usernameOf(member));
  else if (wanted.act === 'showNumber') phone.showNumber();
  else throw new Error('WhatsApp cannot do that.');
}

/** The same emoji again takes it away. */
function react(phone: Phone, { messageId, emoji }: { messageId: string; emoji: string }): void {
  const there = phone.conversation().find(({ id }) => id === messageId)?.reactions.person;
  phone.react(messageId, there === emoji ? '' : emoji);
}

function send(phone: Phone, { kind, caption }: Sending): void {
  if (kind === 'photo') phone.sendImage(caption ? { caption } : {});
  else if (kind === 'voice') phone.sendVoice();
  else if (kind === 'document') phone.sendDocument();
  else if (kind === 'location') phone.shareLocation();
  else if (kind === 'poll') phone.sendPoll('Friday or Saturday?');
  else throw new Error('WhatsApp has no such sticker here.');
}

/** What WhatsApp takes as a username: small letters, digits, dots and underscores. */
export const usernameOf = ({ id }: Pick<Classmate, 'id'>) => id.replace(/[^a-z0-9._]/g, '.').padEnd(3, '_');
