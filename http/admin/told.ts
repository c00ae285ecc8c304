import type { Context } from 'hono';
import { z } from 'zod';
import type { SecretCookie } from '../account/cookies.ts';
import type { Told } from './page.ts';

const shape = z.object({ words: z.string().max(3_000), isDone: z.boolean() });

/** A cookie holds 4,096 bytes with its name and attributes (RFC 6265, section 6.1); base64 takes a third more. */
const mostBytes = 2_700;

/** Keeps what came of an act until the next page shows it, in the browser itself: no server need know of it. */
export function keepTold(cookie: SecretCookie, c: Context, { words, isDone }: Told): void {
  cookie.set(c, Buffer.from(keptIn({ words, isDone })).toString('base64url'));
}

/** As much of it as a cookie holds: a letter has up to four bytes, and JSON writes some with six. */
function keptIn({ words, isDone }: Told): string {
  let letters = [...words].slice(0, mostBytes);
  for (;;) {
    const kept = JSON.stringify({ words: letters.join(''), isDone });
    const over = Buffer.byteLength(kept) - mostBytes;
    if (over <= 0) return kept;
    letters = letters.slice(0, -Math.ceil(over / 6));
  }
}

/** What the page before left to be told, once; whatever does not read as such is nothing. */
export function takeTold(cookie: SecretCookie, c: Context): Told | null {
  const kept = cookie.read(c);
  if (kept === undefined) return null;
  cookie.clear(c);
  try {
    return shape.parse(JSON.parse(Buffer.from(kept, 'base64url').toString()));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
