/** How a browser shows which session it has. */
export interface SessionCookie {
  /** What is set, with all that keeps scripts and other sites away from it. */
  set(token: string, maxAgeSeconds: number): string;
  /** What takes it away. */
  clear(): string;
  /** The token in a request's Cookie header; null where there is none. */
  read(header: string | undefined): string | null;
}

/**
 * Scripts cannot read it and other sites cannot send it (RFC 6265bis, sections 4.1.2.6 and 5.2). Under https the name
 * begins with `__Host-`, so that no neighbouring host can set it either (section 4.1.3.2).
 */
export function sessionCookie({ isSecure }: { isSecure: boolean }): SessionCookie {
  const name = isSecure ? '__Host-homeroom_chat' : 'homeroom_chat';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  const pattern = new RegExp(`(?:^|;\\s*)${name}=([\\w-]{43})(?:;|$)`);
  return {
    set: (token, maxAgeSeconds) => `${name}=${token}; Max-Age=${maxAgeSeconds}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
    read: (header) => pattern.exec(header ?? '')?.[1] ?? null,
  };
}
