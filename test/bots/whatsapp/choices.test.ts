import { describe, expect, it } from 'vitest';
import { type Offer, offerOf } from '../../../bots/whatsapp/choices.ts';
import type { Choice } from '../../../domain/channel.ts';

const many = (count: number, label = (n: number) => `Choice ${n}`): Choice[] =>
  Array.from({ length: count }, (_, n) => ({ label: label(n + 1), data: `a:${n}` }));

const offer = (...labels: string[]) =>
  offerOf(
    many(labels.length, (n) => labels[n - 1]!),
    'Choose',
  );

function shape(one: Offer): string {
  if (one.kind === 'buttons')
    return `buttons ${one.action.buttons.map(({ reply }) => reply.title).join('|')}`;
  if (one.kind === 'numbered') return `numbered ${one.lines.length}`;
  if (one.kind === 'lists')
    return `lists ${one.actions.map(({ sections }) => sections[0]!.rows.length).join('+')}`;
  return one.kind;
}

describe('choices are', () => {
  it.each<[string, Choice[], string]>([
    ['nothing where there are none', [], 'none'],
    ['buttons up to three', many(3), 'buttons Choice 1|Choice 2|Choice 3'],
    ['buttons of 20 characters', many(1, () => 'x'.repeat(20)), `buttons ${'x'.repeat(20)}`],
    ['a list where a label is longer', many(2, (n) => `${n}`.repeat(21)), 'lists 2'],
    ['a list from four to ten', many(10), 'lists 10'],
    ['several lists up to thirty', many(25), 'lists 10+10+5'],
    ['numbered lines above', many(31), 'numbered 31'],
    ['a list where two labels are alike', many(2, () => 'Yes'), 'lists 2'],
    ['numbered lines where two mean the same', [...many(1), ...many(1)], 'numbered 2'],
  ])('%s', (_, choices, expected) => {
    expect(shape(offerOf(choices, 'Choose'))).toBe(expected);
  });
});

describe('a row', () => {
  const rowsOf = (one: Offer) =>
    one.kind === 'lists' ? one.actions.flatMap(({ sections }) => sections[0]!.rows) : [];

  it('shows a long label in full below its beginning', () => {
    const long = 'Everything that was said since yesterday';
    expect(rowsOf(offer(long))).toEqual([
      { id: 'a:0', title: 'Everything that was sai…', description: long },
    ]);
  });

  it('shows at most 24 and 72 characters, and cuts no emoji', () => {
    const [row] = rowsOf(offer('👨‍👩‍👧‍👦 '.repeat(20)));
    expect(row!.title.length).toBeLessThanOrEqual(24);
    expect(row!.description!.length).toBeLessThanOrEqual(72);
    expect(row!.title).toBe('👨‍👩‍👧‍👦 👨‍👩‍👧‍👦…');
  });

  it('is told from another of the same label by its number', () => {
    expect(rowsOf(offer('Yes', 'Yes')).map(({ title }) => title)).toEqual(['1 Yes', '2 Yes']);
  });

  it('of blanks shows its number', () => {
    expect(rowsOf(offer('a', ' \n ', 'c', 'd')).map(({ title }) => title)).toEqual(['a', '2', 'c', 'd']);
  });
});

it('the label that opens a list is cut too', () => {
  const one = offerOf(many(5), 'Look at everything there is');
  expect(one.kind === 'lists' && one.actions[0]!.button).toBe('Look at everything…');
});
