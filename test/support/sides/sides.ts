import type { ChannelName } from '../../../domain/channel.ts';
import { emailSide } from './email.ts';
import type { Side } from './side.ts';
import { smsSide } from './sms.ts';
import { telegramSide } from './telegram.ts';
import { webSide } from './web.ts';
import { whatsappSide } from './whatsapp.ts';
import { whatsappWebSide } from './whatsappWeb.ts';

/** Everybody's side of every channel. */
export const sides: Record<ChannelName, Side> = {
  telegram: telegramSide(),
  whatsapp: whatsappSide(),
  'whatsapp-web': whatsappWebSide(),
  sms: smsSide(),
  email: emailSide(),
  web: webSide(),
};
