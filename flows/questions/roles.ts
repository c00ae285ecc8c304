import { z } from 'zod';
import type { RoleAct } from '../../domain/effects/organizer.ts';
import type { Question } from '../../domain/flow.ts';
import { typedWord } from '../../domain/manners.ts';
import { type TextRef, text } from '../../domain/text.ts';
import type { Context } from '../roles.ts';

/** What is asked of an organizer about a member. */

export const whom = ({ channel }: Context): Question => ({
  text: text('roles.askWho', { members: typedWord('members', channel) }),
  answer: z.string().min(1, { error: 'common.textPlease' }),
});

export const which = ({ members }: Context): Question => ({
  text: text('roles.several'),
  choices: members.map(({ membershipId, who }) => ({ label: { plain: who }, answer: membershipId })),
});

export const role = ({ chosen }: Context): Question => ({
  text: text('roles.askRole', { name: chosen.name }),
  choices: [
    { label: text('roles.moderator'), answer: 'moderator' },
    { label: text('roles.organizer'), answer: 'organizer' },
  ],
});

export const confirmation = ({ act, chosen, communityName: community }: Context): Question => ({
  text: text(sentences[act] ?? 'roles.askSuspend', { name: chosen.who, community }),
  choices: [
    { label: text('common.yes'), answer: 'yes' },
    { label: text('common.no'), answer: 'no' },
  ],
});

const sentences: Partial<Record<RoleAct, TextRef['key']>> = {
  remove: 'roles.askRemove',
  demote: 'roles.askStepDown',
};
