/** Seven colours in two shapes; no white or black, which vanish on the ground of a light or a dark theme. */
const marks = ['🔴', '🟠', '🟡', '🟢', '🔵', '🟣', '🟤', '🟥', '🟧', '🟨', '🟩', '🟦', '🟪', '🟫'] as const;

export type AuthorMark = (typeof marks)[number];

/**
 * A coloured mark before the author's name on relayed text: always the same for one person, so that who speaks is seen
 * at a glance where all messages come from one bot. FNV-1a with a last mixing, so that ids made one after the other (uuid
 * v7 share their first digits) spread evenly.
 */
export function authorMark(personId: string): AuthorMark {
  let hash = 0x811c9dc5;
  for (let at = 0; at < personId.length; at++) {
    hash = Math.imul(hash ^ personId.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = (hash ^ (hash >>> 13)) >>> 0;
  return marks[hash % marks.length]!;
}
