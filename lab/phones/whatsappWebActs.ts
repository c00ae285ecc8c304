import type { Classmate } from '../cast.ts';
import { sampleBytes, samples } from '../whatsapp/samples.ts';
import type { WhatsappWebEmulator } from '../whatsapp-web/emulator.ts';
import type { Phone } from '../whatsapp-web/phone.ts';
import type { Act, Sending } from './acts.ts';

/** Does on WhatsApp what a thumb wants, where the other side is an ordinary account. @throws {Error} with a sentence */
export async function onWhatsappWeb(
  whatsapp: WhatsappWebEmulator | null,
  member: Classmate,
  wanted: Act,
): Promise<void> {
  if (!whatsapp) throw new Error('WhatsApp Web is not served here.');
  const phone = whatsapp.phones.of(member.number);
  if (wanted.act === 'say') await phone.say(wanted.text, { replyTo: wanted.replyTo ?? null });
  else if (wanted.act === 'edit') await edit(phone, wanted);
  else if (wanted.act === 'revoke') await phone.revoke(wanted.messageId);
  else if (wanted.act === 'react') await react(phone, wanted);
  else if (wanted.act === 'send') await send(phone, wanted);
  else if (wanted.act === 'shareContact') await phone.shareContact();
  else throw new Error('WhatsApp cannot do that.');
}

async function edit(phone: Phone, { messageId, text }: { messageId: string; text: string }): Promise<void> {
  if (messageOn(phone, messageId)?.isRevoked) throw new Error('This message was deleted.');
  await phone.edit(messageId, text);
}

/** The same emoji again takes it away. */
async function react(phone: Phone, { messageId, emoji }: { messageId: string; emoji: string }) {
  const there = messageOn(phone, messageId)?.reactions[phone.number];
  await phone.react(messageId, there === emoji ? '' : emoji);
}

async function send(phone: Phone, { kind, caption }: Sending): Promise<void> {
  if (kind === 'photo') await phone.sendFile('image', sample('image'), caption);
  else if (kind === 'voice') await phone.sendFile('ptt', sample('voice'));
  else if (kind === 'document')
    await phone.sendFile('document', { ...sample('document'), filename: 'paper.pdf' });
  else if (kind === 'location') await phone.shareLocation({ latitude: -0.1807, longitude: -78.4678 });
  else if (kind === 'poll') await phone.sendStrange('poll_creation', { pollName: 'Friday or Saturday?' });
  else throw new Error('WhatsApp has no such sticker here.');
}

function sample(kind: keyof typeof samples) {
  const { mimeType: mimetype } = samples[kind];
  return { mimetype, filename: null, base64: sampleBytes(kind).toString('base64') };
}

const messageOn = (phone: Phone, messageId: string) =>
  phone.conversation().find(({ id }) => id === messageId);
