import { waysIn } from '../../../domain/waysIn.ts';
import { plainWords } from '../../../texts/words.ts';
import type { Asked } from '../asked.ts';
import { channelName } from '../channelName.ts';

/** One way to come in with a code. */
export interface Way {
  name: string;
  /** As the bot says it in chat. */
  words: string;
  /** What a phone that scans it opens. */
  scans: string;
}

/** The ways in that this installation has, the same that `/invite` tells of. */
export function waysOf(asked: Asked, code: string): Way[] {
  const { channels, place } = asked.deps.ways;
  return channels.flatMap((channel) => {
    const where = place(channel);
    const [told] = waysIn([channel], place, code);
    if (!where || !told) return [];
    const words = plainWords(told, asked.language);
    return [{ name: channelName(asked, channel), words, scans: scanned(told.params ?? {}, code) }];
  });
}

/** A text message that is written already (RFC 5724), a mail that only has to be sent, or a link. */
function scanned({ number, address, link }: Record<string, unknown>, code: string): string {
  if (number) return `sms:${number}?body=${encodeURIComponent(`JOIN ${code}`)}`;
  if (address) return `mailto:${address}?subject=JOIN%20${code}`;
  return String(link);
}
