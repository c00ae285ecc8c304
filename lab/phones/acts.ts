import { z } from 'zod';
import type { Classmate } from '../cast.ts';
import type { EmailEmulator } from '../email/emulator.ts';
import type { TelegramEmulator } from '../telegram/emulator.ts';
import type { Media } from '../telegram/phoneMedia.ts';
import type { TwilioEmulator } from '../twilio/emulator.ts';
import type { WebBrowsers } from '../web/browsers.ts';
import type { WhatsappEmulator } from '../whatsapp/emulator.ts';
import { sampleBytes, samples } from '../whatsapp/samples.ts';
import type { WhatsappWebEmulator } from '../whatsapp-web/emulator.ts';
import { byMail } from './mailActs.ts';
import { onWeb } from './webActs.ts';
import { onWhatsapp } from './whatsappActs.ts';
import { onWhatsappWeb } from './whatsappWebActs.ts';

/** What goes with a mail. */
const attach = z
  .array(z.enum(['photo', 'document']))
  .max(5)
  .default([]);

/** What a thumb can do on a phone. */
export const act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('say'), text: z.string().min(1).max(4096), replyTo: z.string().optional() }),
  z.object({ act: z.literal('edit'), messageId: z.string(), text: z.string().min(1).max(4096) }),
  z.object({ act: z.literal('start'), code: z.string().max(64).optional() }),
  z.object({ act: z.literal('press'), messageId: z.string(), data: z.string() }),
  z.object({ act: z.literal('tap'), label: z.string() }),
  z.object({ act: z.literal('shareContact') }),
  z.object({
    act: z.literal('send'),
    kind: z.enum(['photo', 'sticker', 'voice', 'document', 'location', 'poll']),
    /** Words that go with a photo. */
    caption: z.string().max(1024).optional(),
  }),
  z.object({ act: z.literal('revoke'), messageId: z.string() }),
  z.object({ act: z.literal('choose'), messageId: z.string(), rowId: z.string() }),
  z.object({ act: z.literal('react'), messageId: z.string(), emoji: z.string().max(16) }),
  z.object({ act: z.literal('hideNumber') }),
  z.object({ act: z.literal('showNumber') }),
  z.object({
    act: z.literal('compose'),
    to: z.string().max(500),
    subject: z.string().max(500),
    text: z.string().min(1).max(50_000),
    attach,
  }),
  z.object({ act: z.literal('reply'), mailId: z.string(), text: z.string().min(1).max(50_000), attach }),
  z.object({ act: z.literal('unsubscribe'), mailId: z.string() }),
  z.object({ act: z.literal('read'), threadId: z.string() }),
  z.object({ act: z.literal('autoReply'), absence: z.enum(['off', 'polite', 'blunt']) }),
  z.object({ act: z.literal('block') }),
  z.object({ act: z.literal('unblock') }),
]);
export type Act = z.input<typeof act>;
export type Sending = Extract<Act, { act: 'send' }>;

export interface Providers {
  telegram: TelegramEmulator;
  twilio: TwilioEmulator;
  whatsapp: WhatsappEmulator;
  /** Null where it is not asked for: it needs a browser. */
  whatsappWeb: WhatsappWebEmulator | null;
  email: EmailEmulator;
  web: WebBrowsers;
}

/** Does it. @throws {Error} with a sentence where this phone cannot do that just now */
export async function perform(providers: Providers, member: Classmate, wanted: Act): Promise<void> {
  if (member.channel === 'telegram') onTelegram(providers.telegram, member, wanted);
  else if (member.channel === 'whatsapp') onWhatsapp(providers.whatsapp, member, wanted);
  else if (member.channel === 'whatsapp-web') await onWhatsappWeb(providers.whatsappWeb, member, wanted);
  else if (member.channel === 'web') await onWeb(providers.web, member, wanted);
  else if (member.channel === 'email') await byMail(providers.email, member, wanted);
  else await bySms(providers.twilio, member, wanted);
}

function onTelegram({ phones }: TelegramEmulator, member: Classmate, wanted: Act): void {
  const phone = phones.of(member.telegramId!);
  if (wanted.act === 'say') phone.say(wanted.text, wanted.replyTo ? { replyTo: Number(wanted.replyTo) } : {});
  else if (wanted.act === 'edit') phone.edit(Number(wanted.messageId), wanted.text);
  else if (wanted.act === 'start') phone.start(wanted.code);
  else if (wanted.act === 'press') phone.pressData(wanted.data, Number(wanted.messageId));
  else if (wanted.act === 'tap') phone.tap(wanted.label);
  else if (wanted.act === 'shareContact') phone.shareContact();
  else if (wanted.act === 'send') phone.sendMedia(telegramFile(wanted));
  else if (wanted.act === 'block') phone.block();
  else if (wanted.act === 'unblock') phone.unblock();
  else throw new Error('Telegram cannot do that here.');
}

/** Real files, which stand the look of whoever tells types by their content. */
function telegramFile({ kind, caption }: Sending): Media {
  if (kind === 'location' || kind === 'poll') throw new Error('Telegram cannot do that here.');
  if (kind === 'sticker') return { kind, bytes: sampleBytes('sticker') };
  const bytes = sampleBytes(kind === 'photo' ? 'image' : kind);
  return { kind, bytes, ...(caption && { caption }) };
}

async function bySms({ phones }: TwilioEmulator, member: Classmate, wanted: Act): Promise<void> {
  const phone = phones.of(member.number);
  if (wanted.act === 'say') await phone.text(wanted.text);
  else if (wanted.act === 'send' && wanted.kind === 'photo')
    await phone.text(wanted.caption ?? '', [picture()]);
  else if (wanted.act === 'block') await phone.text('STOP');
  else if (wanted.act === 'unblock') await phone.text('START');
  else throw new Error('A phone that can only text cannot do that.');
}

const picture = () => ({ contentType: samples.image.mimeType, bytes: sampleBytes('image') });
