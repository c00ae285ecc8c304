/** Ways to break the product on purpose, to show that the simulation notices. The product itself has no such switch. */
export type Broken = 'dedupe' | 'lease' | 'status';

export const brokenWays: Broken[] = ['dedupe', 'lease', 'status'];

/** By words that a statement holds, and what is put in their place. */
const patches: Record<Broken, { in: string; from: RegExp; to: string }[]> = {
  // What comes twice is heard twice.
  dedupe: [
    {
      in: 'insert into dedupe_keys',
      from: /on conflict do nothing/,
      to: 'on conflict (channel, account, external_id) do update set created_at = excluded.created_at',
    },
  ],
  // Whoever looks takes a lane, whosever it is.
  lease: [
    { in: 'from delivery_lanes', from: /leased_until is null or leased_until <=/, to: 'true or now() <=' },
  ],
  // The last to write a status is right.
  status: [
    {
      in: 'update sent_messages s set status',
      from: /and case r\.status when[\s\S]*?else s\.status is null end/,
      to: '',
    },
    {
      in: 'update sent_messages s set status',
      from: /when r\.status = 'sent' then s\.status/,
      to: "when r.status = 'sent' then null",
    },
    { in: 'then 4 else array_position', from: /and array_position[\s\S]*?p\.status\) end/, to: '' },
  ],
};

/** Rewrites statements as they pass; `struck` counts what was replaced, so that a patch that finds nothing is noticed. */
export function breaking(way: Broken | null) {
  const rewritten = new WeakMap<TemplateStringsArray, TemplateStringsArray>();
  const breaker = { struck: 0, rewrite };
  return breaker;

  function rewrite(strings: TemplateStringsArray): TemplateStringsArray {
    if (!way) return strings;
    const known = rewritten.get(strings);
    if (known) return known;
    const fitting = patches[way].filter((patch) => strings.some((part) => part.includes(patch.in)));
    const made = fitting.reduce((parts, patch) => patched(parts, patch), [...strings]);
    breaker.struck += fitting.length;
    const result = fitting.length > 0 ? Object.assign(made, { raw: made }) : strings;
    rewritten.set(strings, result);
    return result;
  }
}

/** @throws {Error} where the statement has changed so that there is nothing to replace any more */
function patched(parts: string[], { from, to }: { from: RegExp; to: string }): string[] {
  if (!parts.some((part) => from.test(part))) throw new Error(`${from} is not in ${parts.join('?')}`);
  return parts.map((part) => part.replace(from, to));
}
