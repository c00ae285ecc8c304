import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose, cut, longestText } from '../../../bots/whatsapp-web/compose.ts';
import type { OutboundFile } from '../../../domain/channel.ts';
import { fromMarkdown } from '../../../domain/formatting/fromMarkdown.ts';
import { outbound } from './events.ts';

/** The joiner, which nobody sees, as a bar. */
const shown = (text: string) => text.replaceAll('\u2060', '|');

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

  it('is formatted by marks, and what people typed is not', () => {
    const body = [{ bold: 'Ana' }, '\n*hm* ', fromMarkdown('**yes** `2*3`')];
    expect(
      compose({ ...outbound('x', ''), body }).map((piece) => shown((piece as { text: string }).text)),
    ).toEqual(['*Ana*\n|*|hm|*| *yes* `2*3`']);
  });

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
