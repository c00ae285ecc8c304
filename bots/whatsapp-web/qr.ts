import { encode } from 'uqr';

/** A QR code as squares: row by row, true where it is dark; with the quiet border that readers need. */
export function qrSquares(text: string): boolean[][] {
  return encode(text, { ecc: 'L', border: 2 }).data;
}

/**
 * A QR code for the terminal, two rows of squares to a line by half blocks. Dark is drawn as the background and light as
 * the letters, as most terminals are dark; a reader takes the opposite as well.
 */
export function terminalQr(text: string): string {
  const rows = qrSquares(text);
  return pairsOf(rows)
    .map(([upper, lower]) => upper.map((isDark, at) => halfBlock(isDark, lower?.[at] ?? true)).join(''))
    .join('\n');
}

/** The same where letters other than ASCII come out as question marks: each square is two characters wide. */
export function asciiQr(text: string): string {
  return qrSquares(text)
    .map((row) => row.map((isDark) => (isDark ? '  ' : '##')).join(''))
    .join('\n');
}

/** The same as a picture for a page: SVG without script, style or reference; scales to any size. */
export function svgQr(text: string): string {
  const rows = qrSquares(text);
  const size = rows.length;
  const path = rows
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${path}"/></svg>`
  );
}

function halfBlock(isUpperDark: boolean, isLowerDark: boolean): string {
  if (isUpperDark) return isLowerDark ? ' ' : '▄';
  return isLowerDark ? '▀' : '█';
}

function pairsOf(rows: boolean[][]): [boolean[], boolean[] | undefined][] {
  return rows.flatMap((row, at) =>
    at % 2 === 0 ? [[row, rows[at + 1]] as [boolean[], boolean[] | undefined]] : [],
  );
}
