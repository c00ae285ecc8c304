import type { CodeRow } from '../../../db/codes.ts';
import type { PhoneEvent } from '../../../domain/effects/registration.ts';

const triesPerCode = 5;

/** What is wrong with a code that was typed; null where it is right. */
export function readTry(
  code: CodeRow | null,
  { now, isRight }: { now: Date; isRight(hash: Buffer): boolean },
): (PhoneEvent & { type: 'code.mismatched' }) | null {
  if (!code || code.attempts > triesPerCode)
    return { type: 'code.mismatched', reason: 'exhausted', triesLeft: 0 };
  if (code.expiresAt <= now) return { type: 'code.mismatched', reason: 'expired', triesLeft: 0 };
  if (isRight(code.codeHash)) return null;
  const triesLeft = triesPerCode - code.attempts;
  return { type: 'code.mismatched', reason: triesLeft > 0 ? 'wrong' : 'exhausted', triesLeft };
}
