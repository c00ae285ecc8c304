import type { Clock } from '../telegram/world.ts';
import type { WhatsappWebEmulator } from '../whatsapp-web/emulator.ts';

/** People look at what has come, a moment later: blue ticks at the other end. */
export function readSoon(
  { phones }: WhatsappWebEmulator,
  { clock, afterMs }: { clock: Clock; afterMs: number },
): void {
  phones.onChange(({ kind, chatId }) => {
    const person =
      kind === 'message' && phones.people().find((one) => chatId === `${one.phone.slice(1)}@c.us`);
    if (person) clock.after(afterMs, () => void phones.of(person.phone).read());
  });
}
