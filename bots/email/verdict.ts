/** What a receiving service says it checked. */
export interface Verdicts {
  /** The From header. */
  from: string;
  /** `{@example.org : pass}{@other.example : fail}` */
  dkim: string;
  spf: string;
  envelopeFrom: string;
}

/**
 * The domain in From, where what SendGrid checked vouches for it, else `null`: a passing signature of the same organisation, or SPF for an
 * envelope of it. A domain counts as of the same organisation where one is the other or stands above it; nobody signs
 * for a public suffix, so that no list of those is needed.
 */
export function claimedAlignment({ from, dkim, spf, envelopeFrom }: Verdicts): string | null {
  const domain = domainOf(from);
  if (!domain) return null;
  const signed = [...dkim.slice(0, 2_000).matchAll(/\{@([a-z0-9.-]{1,253}) : pass\}/gi)].map(
    ([, name]) => name!,
  );
  const sent = /^pass$/i.test(spf.trim()) ? [domainOf(envelopeFrom)] : [];
  const isAligned = [...signed, ...sent].some(
    (name) => name !== null && isSameOrganisation(domain, name.toLowerCase()),
  );
  return isAligned ? domain : null;
}

/** Two addresses in From would be one that is vouched for beside one that is shown. */
export function domainOf(header: string): string | null {
  const found = [...header.slice(0, 1_000).matchAll(/@([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+)/gi)];
  const last = found.at(-1)?.[1]?.toLowerCase() ?? null;
  const isSingle = found.every(([, name]) => name!.toLowerCase() === last);
  return isSingle ? last : null;
}

function isSameOrganisation(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}
