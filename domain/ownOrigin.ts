interface Asked {
  origin?: string | undefined;
  host?: string | undefined;
}

/**
 * Whether a request was made by our own page: browsers say where a page came from, and no page can change that
 * (https://fetch.spec.whatwg.org/#origin-header). Behind a proxy that renames the host, `publicUrl` counts. Where the host is the
 * one that was asked, its page has to be as safe as ours: what anybody may write into `http://` speaks for no `https://`.
 */
export function isOwnOrigin({ origin, host }: Asked, publicUrl: string): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  const [from, ours] = [new URL(origin), new URL(publicUrl)];
  if (from.origin === ours.origin) return true;
  const isAsSafe = from.protocol === 'https:' || from.protocol === ours.protocol;
  return isAsSafe && host !== undefined && from.host === host.toLowerCase();
}
