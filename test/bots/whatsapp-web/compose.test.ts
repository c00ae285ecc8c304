import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose, cut, longestText } from '../../../bots/whatsapp-web/compose.ts';
import { marked } from '../../../bots/whatsapp-web/marks.ts';
import type { OutboundFile, Span } from '../../../domain/channel.ts';
import { outbound } from './events.ts';

/** The joiner, which nobody sees, as a bar. */
const shown = (text: string) => text.replaceAll('\u2060', '|');

describe('marks', () => {
  const bodies: [string, Span[], string][] = [
    ['ours', [{ bold: 'Ana' }, ' wrote ', { italic: 'today' }], '*Ana* wrote _today_'],
    ['ours beside a letter are left out', ['un', { bold: 'bold' }, 'ed'], 'unbolded'],
    ['ours on each line', [{ bold: 'one\n two ' }], '*one*\n *two* '],
    ['what people typed stays as typed', ['*no* _no_ ~no~'], '|*|no|*| |_|no|_| |~|no|~|'],
    ['what could never be one is let be', ['snake_case and 2 * 3'], 'snake_case and 2 * 3'],
    ['code', ['```x```'], '|`|`|`|x|`|`|`|'],
    ['lists and quotes', ['- one\n> two\n1. three'], '|- one\n|> two\n|1. three'],
    ['links stay whole', ['https://a.example/_x_*y*'], 'https://a.example/_x_*y*'],
    ['within ours', [{ bold: 'a*b *c*' }], '*a*b |*|c|*|*'],
    ['half a smiley', ['\ud83d\0!'], '\ufffd!'],
  ];
  it.each(bodies)('%s', (_, body, expected) => {
    expect(shown(marked(body))).toBe(expected);
  });

  it('never lose a letter of what people typed', () => {
    const typed = fc.string({ unit: fc.constantFrom('a', ' ', '*', '_', '~', '`', '>', '\n', '1. ') });
    fc.assert(
      fc.property(typed, (text) => {
        expect(marked([text]).replaceAll('\u2060', '')).toBe(text);
      }),
    );
  });
});

describe('a message', () => {
  const choices = [
    { label: 'Yes', data: 'y' },
    { label: 'No,\n*never*', data: 'n' },
  ];
  const photo: OutboundFile = {
    kind: 'photo',
    key: 'k',
    mime: 'image/png',
    name: null,
    read: async () => new Uint8Array(1),
  };

  it('shows its choices as numbered lines', () => {
    const [piece] = compose(outbound('x', 'Shall I?', { choices }));
    expect(shown((piece as { text: string }).text)).toBe('Shall I?\n\n1 Yes\n2 No, |*|never|*|');
  });

  it('is the caption of its photo, choices and all, where it fits', () => {
    expect(compose(outbound('x', 'Us', { file: photo, choices: [choices[0]!] }))).toEqual([
      { kind: 'file', file: photo, caption: 'Us\n\n1 Yes' },
    ]);
    const long = 'word '.repeat(300).trim();
    expect(compose(outbound('x', long, { file: photo }))).toEqual([
      { kind: 'file', file: photo, caption: '' },
      { kind: 'text', text: long },
    ]);
  });

  it('follows a voice, which goes without words', () => {
    const voice = { ...photo, kind: 'voice' as const };
    expect(compose(outbound('x', 'Words', { file: voice })).map(({ kind }) => kind)).toEqual([
      'file',
      'text',
    ]);
    expect(compose(outbound('x', '', { file: voice }))).toHaveLength(1);
  });

  it('is refused without words and file', () => {
    expect(() => compose(outbound('x', ' \n'))).toThrow('no text');
  });

  it('is cut where it is too long, and no word is lost', () => {
    const long = 'word '.repeat(20_000).trim();
    const pieces = compose(outbound('x', long)).map((piece) => (piece as { text: string }).text);
    expect(pieces).toHaveLength(2);
    expect(pieces.every(({ length }) => length <= longestText)).toBe(true);
    expect(pieces.join(' ')).toBe(long);
  });

  it('is never cut within a character', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', '👩‍👧', 'é', ' ', '\n'),
      minLength: 40,
      maxLength: 200,
    });
    fc.assert(
      fc.property(letters, (text) => {
        const parts = cut(text, 40);
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const part of parts) expect(part).not.toMatch(/^\u200d|\u200d$|\p{Surrogate}/u);
      }),
    );
  });
});
