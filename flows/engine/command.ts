import { readInviteCode } from '../../domain/code.ts';
import type { Command, Flow } from '../../domain/flow.ts';
import { folded } from './understand.ts';

/** A command as typed, with what followed it. */
export interface Typed {
  flow: Flow;
  command: Command;
  number: number | null;
  argument: string;
}

/** The words that steer any conversation, in both languages; SMS users have no slash. */
const steering: Record<string, 'cancel' | 'back'> = {
  cancel: 'cancel',
  cancelar: 'cancel',
  exit: 'cancel',
  salir: 'cancel',
  back: 'back',
  atras: 'back',
  volver: 'back',
};

/** `cancel`, `back`, with or without the slash, as a whole message. */
export function steeringWord(typed: string): 'cancel' | 'back' | null {
  return steering[folded(typed).replace(/^\//, '').replace(/@\w+$/, '')] ?? null;
}

/** The word after the slash, or null where there is none: `/approve@bot 7` is `approve`. */
export function slashWord(typed: string): string | null {
  return /^\s*\/(\S+?)(?:@\w+)?(?:\s|$)/.exec(typed)?.[1]?.toLowerCase() ?? null;
}

/**
 * Finds the command in a text. With a slash any command; without one only those in the form they take, so that a
 * name or a post that happens to begin with such a word is not taken for one: `REPLY 12: yes`, `JOIN K7QM`, `MENU`.
 * @param isIdle whether no question waits: then a bare word may also start with free text (`POST hello`), or stand alone
 *   where a number is missing (`YES`)
 */
export function typedCommand(text: string, flows: Flow[], isIdle: boolean): Typed | null {
  const slash = slashWord(text);
  // `YES7`, as thumbs write it, is `YES 7`.
  const [first = ''] = /^\p{L}+(?=#?\d)|^\S+/u.exec(text.trim()) ?? [];
  const word = folded(slash ?? first.replace(/:$/, ''));
  const rest = text.trim().slice(first.length).trim();
  for (const flow of flows) {
    for (const command of flow.commands) {
      if (!command.words.includes(word)) continue;
      const found = slash === null ? bare(rest, command, isIdle) : slashed(rest, command);
      if (found) return { flow, command, ...found };
    }
  }
  return null;
}

type Argument = { number: number | null; argument: string };

function slashed(rest: string, command: Command): Argument {
  if (command.takes !== 'number' && command.takes !== 'someone') return { number: null, argument: rest };
  return numbered(rest) ?? { number: null, argument: rest };
}

function bare(rest: string, command: Command, isIdle: boolean): Argument | null {
  const words = rest === '' ? 0 : rest.split(/\s+/).length;
  if (command.takes === 'someone' && numbered(rest)) return numbered(rest);
  if (command.takes === 'number') return numbered(rest) ?? (isIdle && rest === '' ? wordAlone : null);
  if (command.takes === 'code') {
    return words === 1 || readInviteCode(rest) ? { number: null, argument: rest } : null;
  }
  if (command.takes === 'codeOrNothing') {
    return rest === '' || readInviteCode(rest) ? { number: null, argument: rest } : null;
  }
  if (command.bareForm) {
    return command.bareForm.test(rest) && (isIdle || rest !== '') ? { number: null, argument: rest } : null;
  }
  if (command.takes === 'nothing') return rest === '' ? { number: null, argument: '' } : null;
  if (command.takes !== 'text' && words > fewWords) return null;
  return isIdle ? { number: null, argument: rest } : null;
}

const fewWords = 3;

const wordAlone: Argument = { number: null, argument: '' };

function numbered(rest: string): Argument | null {
  const match = /^#?\s*(\d{1,9})(?!\w)\s*[:.,)-]?\s*([\s\S]*)$/.exec(rest);
  return match ? { number: Number(match[1]), argument: match[2]!.trim() } : null;
}
