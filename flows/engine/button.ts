import type { Content } from '../../domain/content.ts';
import type { CommandButton } from '../../domain/effects/common.ts';

/**
 * What our buttons carry, within the 64 bytes Telegram allows. An answer names its conversation, the step in which it
 * was asked and the choice; a command names its community, so that it means the same wherever it is pressed.
 */
export type ButtonPress =
  | { kind: 'answer'; conversationId: string; step: number; index: number }
  | { kind: 'command'; communityId: string | null; command: string };

export function answerButton(conversationId: string, step: number, index: number): string {
  return `a:${short(conversationId)}:${step.toString(36)}:${index}`;
}

export function commandButton(communityId: string | null, command: string): string {
  return `c:${communityId ? short(communityId) : ''}:${command}`;
}

/** Buttons of commands, as a delivery carries them. */
export function commandsOf(
  buttons: CommandButton[],
  communityId: string | null,
): NonNullable<Content['commands']> {
  return buttons.map(({ label, command, typed }) => ({
    label,
    data: commandButton(communityId, command),
    typed: typed ?? { plain: command.toUpperCase() },
  }));
}

/** Null for data that is not ours: a button can be forged. */
export function readButton(data: string): ButtonPress | null {
  const [kind, id = '', ...rest] = data.split(':');
  if (kind === 'c' && (id === '' || isShort(id))) {
    return { kind: 'command', communityId: id ? long(id) : null, command: rest.join(':') };
  }
  const [step = '', index = ''] = rest;
  if (kind !== 'a' || !isShort(id) || !/^[0-9a-z]{1,6}$/.test(step) || !/^\d{1,3}$/.test(index)) return null;
  return { kind: 'answer', conversationId: long(id), step: Number.parseInt(step, 36), index: Number(index) };
}

const short = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');
const isShort = (id: string) => /^[\w-]{22}$/.test(id);

function long(id: string): string {
  const hex = Buffer.from(id, 'base64url').toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
