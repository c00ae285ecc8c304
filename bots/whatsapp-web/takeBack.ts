import type { Client } from 'whatsapp-web.js';
import type { Outbound, Sent } from '../../domain/channel.ts';
import type { Clock } from '../../domain/clock.ts';
import { SendError } from '../../domain/errors.ts';
import { findMessage } from './find.ts';
import type { People } from './people.ts';

/** How long WhatsApp lets senders do it: two days and a half (https://faq.whatsapp.com/1370476507105643). */
const withinMs = 60 * 3_600_000;

interface Asking {
  people: People;
  clock: Clock;
}

/** Takes messages off everybody's screens; what is gone already counts as taken back. */
export async function takeBack(
  { client, chatId, outbound }: { client: Client; chatId: string; outbound: Outbound },
  asking: Asking,
): Promise<Sent> {
  const ids = outbound.change?.ids ?? [];
  for (const id of ids) {
    const isGone = await takeBackOne(client, { chatId, id }, asking);
    if (!isGone) throw new SendError('rejected', 'WhatsApp no longer lets it be taken back');
  }
  return { providerIds: ids };
}

async function takeBackOne(
  client: Client,
  sought: { chatId: string; id: string },
  { people, clock }: Asking,
): Promise<boolean> {
  const message = await findMessage(client, sought, people);
  if (!message || (message.type as string) === 'revoked') return true;
  // Too late, the library would take it off our own screen instead, and say nothing.
  if (clock.now().getTime() - message.timestamp * 1000 > withinMs) return false;
  await message.delete(true);
  return true;
}
