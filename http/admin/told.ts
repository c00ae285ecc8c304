import type { Context } from 'hono';
import { z } from 'zod';
import type { SecretCookie } from '../account/cookies.ts';
import type { Told } from './page.ts';

const shape = z.object({ words: z.string().max(2_000), isDone: z.boolean() });

/** A cookie holds 4,096 bytes with its name; base64 takes a third more. */
const mostCharacters = 900;

/** Keeps what came of an act until the next page shows it, in the browser itself: no server need know of it. */
export function keepTold(cookie: SecretCookie, c: Context, { words, isDone }: Told): void {
  const kept = JSON.stringify({ words: words.slice(0, mostCharacters), isDone });
  cookie.set(c, Buffer.from(kept).toString('base64url'));
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
