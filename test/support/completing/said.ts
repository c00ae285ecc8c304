import type { Content } from '../../../domain/content.ts';
import type { Effect } from '../../../domain/effects.ts';
import { type Language, languages } from '../../../domain/text.ts';
import { Answer, type Asking } from '../../../flows/engine/answer.ts';
import { commandsOf } from '../../../flows/engine/button.ts';
import { plainWords } from '../../../texts/words.ts';
import type { Side } from '../sides/side.ts';
import { brokenPromises, showOn } from './shown.ts';
import { commandIn, ourCommunity, understood } from './understood.ts';

/** What a step lets the bot say: to the person, with the question that waits then, and to others. */
export function saidBy(effects: Effect[], asking: Asking | null): Content[] {
  const answer = new Answer();
  const toOthers: Content[] = [];
  for (const effect of effects) {
    if (effect.type === 'say') answer.addSaid(effect);
    if (effect.type !== 'members.tell' && effect.type !== 'class.tell') continue;
    const buttons = ('buttons' in effect && effect.buttons) || [];
    toOthers.push({ parts: [effect.text], commands: commandsOf(buttons, ourCommunity) });
  }
  const content = answer.isEmpty ? null : answer.content(asking, ourCommunity);
  return content ? [content, ...toOthers] : toOthers;
}

/** What is wrong with it there: words of what is not there, commands that cannot be given. */
export async function problemsSaying(side: Side, content: Content): Promise<string[]> {
  const problems: string[] = [];
  for (const language of languages) problems.push(...(await problemsIn(side, content, language)));
  return problems;
}

async function problemsIn(side: Side, content: Content, language: Language): Promise<string[]> {
  const { commands = [], choices = [] } = content;
  const shown = await showOn(side, content, language);
  const problems = [...shown.problems, ...brokenPromises(side, shown)];
  for (const [index, { data, typed }] of commands.entries()) {
    const words = 'plain' in typed ? typed.plain : plainWords(typed, language);
    const given = side.channel.can.buttons ? shown.offers[choices.length + index]!.take() : side.type(words);
    const command = data.replace(/^c:[^:]*:/, '');
    const wanted = commandIn(understood(side, await side.type(`/${command}`), null));
    const meant = commandIn(understood(side, await given, null));
    if (meant !== wanted) problems.push(`the command ${command} is taken for ${meant}`);
  }
  return problems;
}
