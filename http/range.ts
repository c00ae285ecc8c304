/** A part of a file, both ends included. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * What a `Range` header asks for. Players ask for one range at a time; several at once, and what is not understood, are
 * answered with the whole file, as RFC 9110 section 14.2 allows.
 * @param size of the file, in bytes
 * @returns `beyond` where nothing of it exists
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'whole' | 'beyond' {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (!from && !to) return 'whole';
  if (!from) return Number(to) === 0 ? 'beyond' : { first: Math.max(0, size - Number(to)), last: size - 1 };
  const range = { first: Number(from), last: to ? Math.min(Number(to), size - 1) : size - 1 };
  if (range.first >= size) return 'beyond';
  return to && Number(to) < range.first ? 'whole' : range;
}
