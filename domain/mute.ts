/** What somebody wants silence from, as typed. A span is in hours; null for good. */
export type MuteWish =
  | { what: 'list' }
  | { what: 'everything'; hours: number }
  | { what: 'person'; words: string; hours: number | null }
  | { what: 'forum'; name: string; hours: number | null };

/** A year. */
export const longestMuteHours = 8_760;

const units = String.raw`\s*(h|hours?|horas?|d|days?|d[ií]as?|w|weeks?|semanas?)?`;
const span = new RegExp(`^(?:for |por )?(\\d{1,6})${units}$`, 'i');
const trailing = new RegExp(`^(.*?\\S)\\s+(?:for |por )?(\\d{1,6})${units}$`, 'i');

/**
 * Reads what follows MUTE. A number alone is hours, as most people mean it; a member's number carries its `#`, a forum the
 * word: `72`, `3 days`, `#12`, `#12 24`, `Ben`, `forum Music 2 weeks`.
 */
export function readMute(typed: string): MuteWish {
  const words = typed.trim().replace(/\s+/g, ' ');
  if (words === '') return { what: 'list' };
  const alone = span.exec(words);
  if (alone) return { what: 'everything', hours: hoursOf(alone[1]!, alone[2]) };
  const [, head, count, unit] = trailing.exec(words) ?? [];
  const isSpan = head !== undefined && !/^(person|persona|member|miembro|forum|foro)$/i.test(head);
  const rest = isSpan ? head : words;
  const hours = isSpan ? hoursOf(count!, unit) : null;
  const forum = /^(?:forum|foro)(?:\s+(.*))?$/i.exec(rest);
  if (forum) return { what: 'forum', name: forum[1] ?? '', hours };
  return { what: 'person', words: rest.replace(/^(?:person|persona|member|miembro)\s+/i, ''), hours };
}

function hoursOf(count: string, unit = 'h'): number {
  const each = /^d/i.test(unit) ? 24 : /^(w|s)/i.test(unit) ? 168 : 1;
  return Number(count) * each;
}

/** What follows MUTE where there is no slash: so that a post that begins alike stays a post. */
export const bareMute = new RegExp(
  `^(?:|\\d{1,6}${units}|#\\d{1,9}(?: \\d{1,6}${units})?|(?:forum|foro)(?: \\S+){0,3}|(?:person|persona|member|miembro) \\S+(?: \\S+){0,2})$`,
  'i',
);
