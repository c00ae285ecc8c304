import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { asciiQr, qrSquares, svgQr, terminalQr } from '../../../bots/whatsapp-web/qr.ts';
import { qrOn } from '../../../bots/whatsapp-web/terminal.ts';
import { seededRandom } from '../../support/random.ts';

/** As long as WhatsApp's: the reference, three keys and a digit. */
const key = () => seededRandom(7).bytes(32).toString('base64');
const text = `2@${seededRandom(3).bytes(80).toString('base64')},${key()},${key()},${key()},1`;

/** Reads squares as a camera would, from a picture with 4 dots to a square. */
function scanned(isDark: boolean[][]): string | undefined {
  const scale = 4;
  const size = isDark.length * scale;
  const dots = Uint8ClampedArray.from({ length: size * size * 4 }, (_, at) => {
    if (at % 4 === 3) return 255;
    const [x, y] = [Math.floor(at / 4) % size, Math.floor(at / 4 / size)];
    return isDark[Math.floor(y / scale)]![Math.floor(x / scale)] ? 0 : 255;
  });
  return jsQR(dots, size, size)?.data;
}

describe('a QR code', () => {
  it('is read as what was put in', () => {
    expect(scanned(qrSquares(text))).toBe(text);
  });

  it('is read off a terminal, two rows to a line', () => {
    const rows = terminalQr(text)
      .split('\n')
      .flatMap((line) => [
        [...line].map((block) => block === ' ' || block === '▄'),
        [...line].map((block) => block === ' ' || block === '▀'),
      ]);
    expect(scanned(rows.slice(0, rows[0]!.length))).toBe(text);
  });

  it('is read off a terminal without such letters', () => {
    const rows = asciiQr(text).split('\n');
    expect(rows.join('')).toMatch(/^[ #]+$/);
    expect(scanned(rows.map((row) => row.match(/../g)!.map((square) => square === '  ')))).toBe(text);
  });

  it('is a picture without script or style', () => {
    const svg = svgQr(text);
    const size = qrSquares(text).length;
    const rows = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
    for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) rows[Number(y)]![Number(x)] = true;
    expect(scanned(rows)).toBe(text);
    expect(svg).not.toMatch(/script|style|href/);
  });

  it.each([
    [{ LANG: 'de_DE.UTF-8' }, /▀/],
    [{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, /##/],
    [{}, /##/],
  ])('is drawn with the letters of %o', (env, expected) => {
    const printed: string[] = [];
    qrOn({ print: (more) => printed.push(more), env })(text);
    expect(printed.join()).toMatch(expected);
  });
});
