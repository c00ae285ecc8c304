import { z } from 'zod';
import type { Question } from '../../domain/flow.ts';
import { typedWord } from '../../domain/manners.ts';
import { memberChoices } from '../../domain/plainChoices.ts';
import { type TextRef, text } from '../../domain/text.ts';
import type { Context } from '../roles.ts';

/** What is asked of an organizer about a member. */

export const whom = ({ channel }: Context): Question => ({
  text: text('roles.askWho', { members: typedWord('members', channel) }),
  answer: z.string().min(1, { error: 'common.textPlease' }),
});

export const which = ({ members }: Context): Question => ({
  text: text('roles.several'),
  choices: memberChoices(members),
});

export const role = ({ chosen }: Context): Question => ({
  text: text('roles.askRole', { name: chosen.name }),
  choices: [
    { label: text('roles.moderator'), answer: 'moderator' },
    { label: text('roles.organizer'), answer: 'organizer' },
  ],
});

export const confirmation = (context: Context): Question => ({
  text: weighed(context),
  choices: [
    { label: text('common.yes'), answer: 'yes' },
    { label: text('common.no'), answer: 'no' },
  ],
});

function weighed(context: Context): TextRef {
  const { act, chosen, communityName: community } = context;
  if (act === 'demote') return text('roles.askStepDown', { community });
  const sentence = act === 'remove' ? 'roles.askRemove' : 'roles.askSuspend';
  return text(sentence, { name: chosen.who, community, why: whyOf(context) });
}

/** The reason they give, or how one is given. */
function whyOf({ act, channel, chosen, reason }: Context): TextRef {
  if (reason) return text('roles.withReason', { reason });
  return text('roles.withoutReason', { command: `${typedWord(act, channel)} ${chosen.number}` });
}
