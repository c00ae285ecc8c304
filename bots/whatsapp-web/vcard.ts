import { clean } from './clean.ts';
import { e164 } from './person.ts';

/**
 * The first phone number of a contact's card (RFC 6350): in E.164 where WhatsApp adds whose account it is (`waid`), else
 * as it was written. Null where there is none.
 */
export function phoneIn(card: string): string | null {
  const [line] = card.slice(0, longestCard).match(/^(?:[\w-]+\.)?TEL[^\r\n]*/im) ?? [];
  if (!line) return null;
  const account = /;waid=(\d+)/i.exec(line)?.[1];
  const written = line.slice(line.indexOf(':') + 1).trim();
  return (account && e164(account)) || clean(written).slice(0, 40) || null;
}

/** Cards carry pictures; the number comes before them. */
const longestCard = 20_000;
