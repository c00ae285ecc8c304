import { describe, expect, test } from 'vitest';
import * as answers from '../../../domain/answers.ts';
import type { Question } from '../../../domain/flow.ts';
import { messageText } from '../../../domain/messageText.ts';
import { text } from '../../../domain/text.ts';
import { folded, understand } from '../../../flows/engine/understand.ts';

const typed = (words: string) => ({ kind: 'text', text: words, replyTo: null }) as const;

const yesOrName: Question = {
  text: text('registration.askName'),
  choices: [
    { label: text('common.yes'), answer: 'y' },
    { label: text('common.skip'), answer: 's' },
    { label: { plain: 'New York' }, answer: 'ny' },
    { label: { plain: 'Zoë O’Neill – “Blue”' }, answer: 'zoe' },
    { label: { plain: 'SMS +14•••••23' }, answer: 'sms' },
  ],
  answer: answers.fullName,
};
const { answer: _schema, ...onlyChoices } = yesOrName;

describe('an answer is understood', () => {
  test.each([
    ['1', 'y'],
    ['2.', 's'],
    ['#3', 'ny'],
    ['3)', 'ny'],
    ['YES', 'y'],
    ['sí', 'y'],
    ['Si!', 'y'],
    ['👍 yes', 'y'],
    ['new  york', 'ny'],
    ['Saltar', 's'],
    ['zoe o\'neill - "blue"', 'zoe'],
    ['SMS +14*****23', 'sms'],
    ['Ana María', 'Ana María'],
  ])('%s', (words, answer) => {
    expect(understand(yesOrName, typed(words))).toEqual({ answer });
  });
});

describe('the answer to a question that keeps formatting', () => {
  const question: Question = { text: text('posting.askText'), answer: messageText, isFormatted: true };

  test.each([
    ['is the Markdown of what was typed', typed('2 *3*'), '2 \\*3\\*'],
    ['is the formatting that came with it', { ...typed('*3*'), markdown: '**3**' }, '**3**'],
  ])('%s', (_, said, answer) => {
    expect(understand(question, said)).toEqual({ answer });
  });
});

describe('what cannot be an answer gets the sentence that helps', () => {
  test.each([
    ['6', 'registration.nameTooShort'],
    ['7', 'registration.nameTooShort'],
    ['👍', 'registration.nameTooShort'],
    ['', 'registration.nameTooShort'],
    ['x'.repeat(4096), 'registration.nameTooLong'],
  ])('%s', (words, key) => {
    expect(understand(yesOrName, typed(words))).toEqual({ problem: text(key as never) });
  });

  test('without a schema only the choices count', () => {
    expect(understand(onlyChoices, typed('maybe'))).toEqual({ problem: text('common.chooseOne') });
  });

  test('a sticker is asked to be text', () => {
    const sticker = { kind: 'media', media: 'sticker', caption: null, replyTo: null } as const;
    expect(understand(yesOrName, sticker)).toEqual({ problem: text('common.textPlease') });
  });
});

describe('typed answers are read kindly', () => {
  const read = (schema: { safeParse(value: string): { success: boolean; data?: string } }, words: string) => {
    const result = schema.safeParse(words);
    return result.success ? result.data : null;
  };
  test.each([
    [answers.graduatingYear, '1998', '1998'],
    [answers.graduatingYear, 'in 1998, I think', '1998'],
    [answers.graduatingYear, '１９９８', '1998'],
    [answers.graduatingYear, '98', null],
    [answers.graduatingYear, '19980', null],
    [answers.graduatingYear, '1700', null],
    [answers.sixDigits, '123 456', '123456'],
    [answers.sixDigits, '12345', null],
    [answers.fullName, '  Ana\u0000  Lima ', 'Ana Lima'],
    [answers.fullName, '\u202eanA amiL', 'anA amiL'],
    [answers.fullName, 'محمد علي', 'محمد علي'],
    [answers.fullName, 'Ol\u200bga\u00ad Petrova', 'Olga Petrova'],
    [answers.fullName, '\u3164\u3164', null],
    [answers.fullName, '\uffa0\u115f', null],
    [answers.fullName, 'می\u200cخواهم', 'می\u200cخواهم'],
    [answers.fullName, '李 小龙', '李 小龙'],
    [answers.phoneLike, '+1 (415) 555-0123', '+1 (415) 555-0123'],
    [answers.phoneLike, 'call me', null],
  ])('%#: %s', (schema, words, expected) => {
    expect(read(schema, words)).toBe(expected);
  });
});

test('folding drops case, accents, emoji and outer punctuation, and keeps digits', () => {
  expect(folded(' ¡SÍ! ')).toBe('si');
  expect(folded('12 de mayo 🎉')).toBe('12 de mayo');
});
