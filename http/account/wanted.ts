import type { Context } from 'hono';
import { signInLifeMs } from '../../domain/signIn.ts';
import { secretCookie } from './cookies.ts';

/** Longer than any page's own address with its filters. */
const longest = 500;

/** Which page somebody wanted before they had to sign in: kept in their browser, and only ever one of ours. */
export function wantedPage({ isSecure }: { isSecure: boolean }) {
  const cookie = secretCookie('homeroom_wanted', { isSecure, maxAgeSeconds: signInLifeMs / 1_000 });
  return {
    keep(c: Context): void {
      const { pathname, search } = new URL(c.req.url);
      const page = pathname + search;
      if (page.length <= longest) cookie.set(c, Buffer.from(page).toString('base64url'));
    },
    /** Where they go on to; the first page where nothing was wanted. */
    take(c: Context): string {
      const page = Buffer.from(cookie.read(c) ?? '', 'base64url').toString();
      cookie.clear(c);
      return /^\/admin(?:[/?][\w/?&=%.+:~-]*)?$/.test(page) ? page : '/admin';
    },
  };
}
