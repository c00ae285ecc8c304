const begin = '-----BEGIN PGP SIGNED MESSAGE-----';

/**
 * A text without the frame that OpenPGP puts around what is signed (RFC 9580 section 7): its head with the hash's name,
 * the dashes it protects, and the signature, which is for programs. Nothing is verified.
 */
export function withoutArmour(lines: readonly string[]): string[] {
  const start = lines.indexOf(begin);
  const signed = start < 0 ? [...lines] : unwrapped(lines, start);
  return withoutBlock(signed, 'PGP SIGNATURE');
}

function unwrapped(lines: readonly string[], start: number): string[] {
  const blank = lines.findIndex((line, at) => at > start && line === '');
  const text = lines.slice(blank < 0 ? start + 1 : blank + 1).map((line) => line.replace(/^- /, ''));
  return [...lines.slice(0, start), ...text];
}

function withoutBlock(lines: string[], name: string): string[] {
  const start = lines.indexOf(`-----BEGIN ${name}-----`);
  if (start < 0) return lines;
  const end = lines.findIndex((line, at) => at > start && line === `-----END ${name}-----`);
  return [...lines.slice(0, start), ...(end < 0 ? [] : lines.slice(end + 1))];
}
