import { lastSeals } from '../db/auditSeals.ts';
import type { Tx } from '../db/client.ts';
import type { Clock } from '../domain/clock.ts';

/** A change behind our back moves no seal: this long a chain is believed to stand as it did. */
const forMs = 5 * 60_000;

/**
 * Checks a chain anew only where something was sealed since, or after a while: going along a long one takes seconds, and a
 * page that shows it is fetched with every act. The daily look and the doctor never ask here.
 */
export function remembered<T>(
  check: (tx: Tx, chainId: string) => Promise<T>,
  { clock }: { clock: Clock },
): (tx: Tx, chainId: string) => Promise<T> {
  const known = new Map<string, { head: string; until: number; checked: T }>();
  return async (tx, chainId) => {
    const [last] = await lastSeals(tx, [chainId]);
    const head = last ? `${last.sequence} ${last.mac.toString('hex')}` : '';
    const now = clock.now().getTime();
    const found = known.get(chainId);
    if (found?.head === head && now < found.until) return found.checked;
    const checked = await check(tx, chainId);
    known.set(chainId, { head, until: now + forMs, checked });
    return checked;
  };
}
