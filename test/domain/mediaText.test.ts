import { expect, test } from 'vitest';
import { refusalReasons } from '../../domain/media.ts';
import { cannotShow, linkLine, refusalText } from '../../domain/mediaText.ts';
import { plainWords } from '../../texts/words.ts';

const link = 'https://homeroom.example/m/AZt22qgAcSM';

test('a file that a channel cannot show is a line with a link', () => {
  const letter = { kind: 'document', name: 'letter.pdf' } as const;
  expect(plainWords(linkLine(letter, link), 'en')).toBe(`File letter.pdf: ${link}`);
  expect(plainWords(cannotShow({ kind: 'photo', name: 'a.jpg' }, link), 'es')).toBe(
    `Esto no se pudo mostrar aquí. Foto: ${link}`,
  );
});

test.each(refusalReasons)('the author hears why: %s', (reason) => {
  for (const language of ['en', 'es'] as const) {
    expect(plainWords(refusalText(reason), language)).toMatch(/: [^:]+\.$/);
  }
});
