import { describe, expect, it } from 'vitest';
import { repeatable, sentence, toSendError } from '../../../bots/whatsapp-web/failure.ts';
import { SendError, type SendErrorCode } from '../../../domain/errors.ts';

/** As puppeteer, the library and WhatsApp Web throw them. */
const errors: [unknown, SendErrorCode, boolean][] = [
  [named('TargetCloseError', 'Protocol error (Runtime.callFunctionOn): Target closed'), 'uncertain', false],
  [new Error('Protocol error: Connection closed. Most likely the page has been closed.'), 'uncertain', false],
  [new Error('Attempted to use detached Frame'), 'uncertain', false],
  [new Error('Execution context was destroyed, most likely because of a navigation.'), 'uncertain', false],
  [new Error('No LID for user'), 'rejected', false],
  [new Error('wid error: invalid wid'), 'rejected', true],
  [new Error('media-fault: sendToChat filehash undefined'), 'unreachable', false],
  [new Error('upload failed: media entry was not created'), 'unreachable', false],
  ['a text, as the library throws them', 'unreachable', false],
  [undefined, 'unreachable', false],
];

describe('what the library throws', () => {
  it.each(errors)('%s is %s', (error, code, ours) => {
    expect(toSendError(error)).toMatchObject({ code, ours });
  });

  it('is kept out of what is told, as it may name people', () => {
    const { message, cause } = toSendError(new Error('No LID for user 14155550106@c.us'));
    expect([message.includes('1415'), cause]).toEqual([false, undefined]);
  });

  it('is never uncertain where asking again does no harm', () => {
    expect(repeatable(new Error('Target closed')).code).toBe('unreachable');
    expect(repeatable(new Error('No LID for user')).code).toBe('rejected');
    const ours = new SendError('throttled', 'slower');
    expect(repeatable(ours)).toBe(ours);
  });

  it('is one line for the operator', () => {
    expect(sentence(new Error('it broke\n    at somewhere'))).toBe('it broke');
    expect(sentence('auth timeout')).toBe('auth timeout');
  });
});

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
