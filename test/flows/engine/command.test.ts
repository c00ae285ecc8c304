import { describe, expect, test } from 'vitest';
import type { Command, Flow } from '../../../domain/flow.ts';
import { steeringWord, typedCommand } from '../../../flows/engine/command.ts';

const command = (words: [string, ...string[]], takes: Command['takes']): Command => ({
  words,
  takes,
  permission: 'help.see' as const,
  about: null,
});

const flows = [
  { commands: [command(['reply', 'responder'], 'number')] },
  { commands: [command(['join', 'unirse'], 'code')] },
  { commands: [command(['post'], 'text')] },
  { commands: [command(['menu'], 'nothing')] },
  { commands: [command(['approve', 'yes', 'si'], 'number')] },
] as Flow[];

const found = (text: string, isIdle = true) => {
  const typed = typedCommand(text, flows, isIdle);
  return typed && [typed.command.words[0], typed.number, typed.argument];
};

describe('a command is recognised', () => {
  test.each([
    ['/reply 12 hello there', ['reply', 12, 'hello there']],
    ['/reply@homeroom_bot 12 hello', ['reply', 12, 'hello']],
    ['/REPLY 12', ['reply', 12, '']],
    ['/reply', ['reply', null, '']],
    ['/reply hello', ['reply', null, 'hello']],
    ['REPLY 12: hello\nthere', ['reply', 12, 'hello\nthere']],
    ['reply #12 hello', ['reply', 12, 'hello']],
    ['Reply 12', ['reply', 12, '']],
    ['RESPONDER 3: sí, claro', ['reply', 3, 'sí, claro']],
    ['JOIN K7QM-2XRD', ['join', null, 'K7QM-2XRD']],
    ['unirse k7qm2xrd', ['join', null, 'k7qm2xrd']],
    ['POST hello all', ['post', null, 'hello all']],
    ['Menu', ['menu', null, '']],
    ['menú', ['menu', null, '']],
    ['YES 7', ['approve', 7, '']],
    ['SÍ 7', ['approve', 7, '']],
    ['yes7', ['approve', 7, '']],
    ['Sí7', ['approve', 7, '']],
    ['REPLY12: hello', ['reply', 12, 'hello']],
    ['Yes!', ['approve', null, '']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('words that only begin like a command are not taken for one', () => {
  test.each([
    ['Reply soon, please'],
    ['Join us for dinner'],
    ['join'],
    ['yes, 7 of us'],
    ['menu of the day'],
    ['REPLY 12th of May is fine'],
    ['REPLY12th of May is fine'],
    ['menu2'],
    [''],
  ])('%s', (text) => {
    expect(found(text)).toBeNull();
  });

  test('a word alone while a question waits is its answer', () => {
    expect(found('Yes', false)).toBeNull();
    expect(found('YES 7', false)).toEqual(['approve', 7, '']);
  });

  test('a bare word with free text while a question waits: a name may be Post Malone', () => {
    expect(found('Post Malone', false)).toBeNull();
    expect(found('/post Malone', false)).toEqual(['post', null, 'Malone']);
  });
});

describe('words that steer any conversation', () => {
  test.each([
    ['cancel', 'cancel'],
    ['/cancel', 'cancel'],
    ['/cancel@homeroom_bot', 'cancel'],
    ['EXIT', 'cancel'],
    ['Salir.', 'cancel'],
    ['back', 'back'],
    ['Atrás', 'back'],
    ['/back', 'back'],
    ['back then it was fun', null],
  ])('%s', (text, expected) => {
    expect(steeringWord(text)).toBe(expected);
  });
});
