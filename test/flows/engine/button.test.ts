import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerButton, commandButton, readButton } from '../../../flows/engine/button.ts';

describe('what our buttons carry', () => {
  test('comes back as it was, and fits into the 64 bytes of Telegram', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(2_000_000), fc.nat(99), (id, step, index) => {
        const data = answerButton(id, step, index);
        expect(readButton(data)).toEqual({ kind: 'answer', conversationId: id, step, index });
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
      }),
    );
  });

  test('a command names its community', () => {
    const community = '0192f0c4-8a7b-7c3d-9e1f-2a3b4c5d6e7f';
    const data = commandButton(community, 'approve 7');
    expect(readButton(data)).toEqual({ kind: 'command', communityId: community, command: 'approve 7' });
  });

  test.each([
    [''],
    ['a'],
    ['a:short:1:1'],
    ['a:AAAAAAAAAAAAAAAAAAAAAA:!:1'],
    ['x:AAAAAAAAAAAAAAAAAAAAAA:1:1'],
    ['a:AAAAAAAAAAAAAAAAAAAAAA:1:-1'],
  ])('forged data is not ours: %j', (data) => {
    expect(readButton(data)).toBeNull();
  });
});
