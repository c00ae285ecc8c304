interface Asked {
  origin?: string | undefined;
  host?: string | undefined;
}

/**
 * Whether a request was made by our own page: browsers say where a page came from, and no page can change that
 * (https://fetch.spec.whatwg.org/#origin-header). Behind a proxy that renames the host, `publicUrl` counts.
 */
export function isOwnOrigin({ origin, host }: Asked, publicUrl: string): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (from.origin === new URL(publicUrl).origin) return true;
  return host !== undefined && from.host === host.toLowerCase();
}
