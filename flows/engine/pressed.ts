import type { Question } from '../../domain/flow.ts';
import { showHeld } from '../../domain/held.ts';
import type { Belonging, Who } from '../../domain/member.ts';
import { may } from '../../domain/permissions.ts';
import { text } from '../../domain/text.ts';
import { readButton } from './button.ts';
import { typedCommand } from './command.ts';
import { answered, type Meaning, type Routes, refusedCommand, start } from './meaning.ts';
import type { Situation } from './situation.ts';
import { choiceAt } from './understand.ts';

/** What a button means that was pressed now, however long ago it was shown. */
export function pressed(
  routes: Routes,
  situation: Situation,
  data: string,
  question: Question | null,
): Meaning {
  if (data === showHeld) return { kind: 'explain', text: text('window.here') };
  const press = readButton(data);
  if (!press) return { kind: 'explain', text: text('common.finishedButton') };
  if (press.kind === 'command') return pressedCommand(routes, situation.who, press);
  const { foreground } = situation;
  if (foreground?.id !== press.conversationId) {
    const isParked = situation.parked.some(({ id }) => id === press.conversationId);
    return { kind: 'explain', text: text(isParked ? 'common.staleButton' : 'common.finishedButton') };
  }
  if (!question || foreground.step !== press.step)
    return { kind: 'explain', text: text('common.staleButton') };
  return answered(choiceAt(question, press.index));
}

/** The button names its community, and that wins over the current one, for this once. */
function pressedCommand(
  routes: Routes,
  who: Who,
  press: { communityId: string | null; command: string },
): Meaning {
  const there = press.communityId ? speakingIn(who, press.communityId) : who;
  const found = typedCommand(`/${press.command}`, routes.flows, true);
  if (!there || !found || !may(there, found.command.permission))
    return refusedCommand(`/${press.command}`, found?.command, who);
  return start(found.flow, there, {
    act: found.command.act,
    number: found.number,
    argument: found.argument,
  });
}

function speakingIn(who: Who, communityId: string): Who | null {
  const current: Belonging | undefined = who.belongings.find((one) => one.communityId === communityId);
  return current ? { ...who, current } : null;
}
