import { describe, expect, it } from 'vitest';
import { contactKeyboard, inlineKeyboard, isButtonData } from '../../../bots/telegram/keyboard.ts';

const choices = (...labels: string[]) => labels.map((label) => ({ label, data: label.toLowerCase() }));

describe('buttons', () => {
  it.each<[label: string, labels: string[], rows: string[][]]>([
    ['two short ones share a row', ['Yes', 'No'], [['Yes', 'No']]],
    ['no more than three do', ['1', '2', '3', '4'], [['1', '2', '3'], ['4']]],
    [
      'long ones stand alone',
      ['Approve this person', 'Reject with a reason', 'Later'],
      [['Approve this person'], ['Reject with a reason', 'Later']],
    ],
    ['none', [], []],
  ])('%s', (_, labels, rows) => {
    const { inline_keyboard } = inlineKeyboard(choices(...labels));
    expect(inline_keyboard.map((row) => row.map(({ text }) => text))).toEqual(rows);
  });

  it('carry their data', () => {
    expect(inlineKeyboard(choices('Yes')).inline_keyboard).toEqual([[{ text: 'Yes', callback_data: 'yes' }]]);
  });

  it('hold 1 to 64 bytes', () => {
    expect(['', 'a', 'é'.repeat(32), 'é'.repeat(33)].map(isButtonData)).toEqual([false, true, true, false]);
  });
});

describe('the contact keyboard', () => {
  it('asks for the number first, and types the other choices', () => {
    expect(contactKeyboard('Share my number', choices('Back', 'Cancel'))).toEqual({
      keyboard: [
        [{ text: 'Share my number', request_contact: true }],
        [{ text: 'Back' }, { text: 'Cancel' }],
      ],
      resize_keyboard: true,
      one_time_keyboard: true,
    });
  });
});
