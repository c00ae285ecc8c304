import { expect, test } from 'vitest';
import { linked, spansOf } from '../../../lab/phones/spans.ts';

test('a text is cut where its looks change, also where they overlap', () => {
  const entities = [
    { type: 'bold', offset: 0, length: 5 },
    { type: 'italic', offset: 3, length: 5 },
  ];
  expect(spansOf('boldish words', entities)).toEqual([
    { text: 'bol', look: ['bold'] },
    { text: 'di', look: ['bold', 'italic'] },
    { text: 'sh ', look: ['italic'] },
    { text: 'words' },
  ]);
});

test('a link goes where it says, or where it is told to', () => {
  const entities = [
    { type: 'url', offset: 0, length: 8 },
    { type: 'text_link', offset: 9, length: 4, url: 'https://t.me/homeroom_bot?start=A' },
  ];
  expect(spansOf('t.me/bot here', entities)).toEqual([
    { text: 't.me/bot', url: 'https://t.me/bot' },
    { text: ' ' },
    { text: 'here', url: 'https://t.me/homeroom_bot?start=A' },
  ]);
});

test('what lies beyond the basic plane is not cut in two', () => {
  const [first, second] = spansOf('😀👋 hi', [{ type: 'bold', offset: 2, length: 2 }]);
  expect([first, second]).toEqual([{ text: '😀' }, { text: '👋', look: ['bold'] }]);
});

test('a text message has its links found, without the full stop behind them', () => {
  expect(linked('See https://example.org/a?b=1. Bye')).toEqual([
    { text: 'See ' },
    { text: 'https://example.org/a?b=1', url: 'https://example.org/a?b=1' },
    { text: '. Bye' },
  ]);
});

test('an empty text is nothing', () => {
  expect(spansOf('', [])).toEqual([]);
  expect(linked('')).toEqual([]);
});
