import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

/** A secret that a browser keeps for us. */
export interface SecretCookie {
  read(c: Context): string | undefined;
  set(c: Context, secret: string): void;
  clear(c: Context): void;
}

/**
 * Scripts cannot read it, and other sites can only lead to us with it, never post. Under https its name begins with
 * `__Host-`, so that no neighbouring host can set it (RFC 6265bis, section 4.1.3.2).
 */
export function secretCookie(
  name: string,
  { isSecure, maxAgeSeconds }: { isSecure: boolean; maxAgeSeconds: number },
): SecretCookie {
  const prefix = isSecure ? 'host' : undefined;
  const attributes = { path: '/', secure: isSecure, httpOnly: true, sameSite: 'Lax', prefix } as const;
  return {
    read: (c) => getCookie(c, name, prefix),
    set: (c, secret) => setCookie(c, name, secret, { ...attributes, maxAge: maxAgeSeconds }),
    clear: (c) => void deleteCookie(c, name, attributes),
  };
}
