/** Each holds up to 20 MB in memory while it is read. */
const mostAtAll = 8;
const mostPerMember = 2;

/**
 * Lets so many in at a time. Returns what each calls when it leaves; null for those who are to come again. Members are
 * counted, not browsers: one may have any number of those, and each could hold its place with a body that never ends.
 */
export function turnstile(): (membershipId: string) => (() => void) | null {
  const inside: string[] = [];
  return (membershipId) => {
    const own = inside.filter((one) => one === membershipId).length;
    if (inside.length >= mostAtAll || own >= mostPerMember) return null;
    inside.push(membershipId);
    return () => void inside.splice(inside.indexOf(membershipId), 1);
  };
}
