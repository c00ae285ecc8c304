import type { ChannelName } from '../../domain/channel.ts';

/** All channels. The compiler asks for one that is new. */
export const everyChannel = Object.keys({
  telegram: true,
  whatsapp: true,
  'whatsapp-web': true,
  sms: true,
  email: true,
  web: true,
} satisfies Record<ChannelName, true>) as ChannelName[];
