import { texts } from '../texts/texts.ts';

/**
 * Who may see something of a person. Friends are active members of a class that they share; everyone is whoever may look
 * at members at all, in any class of theirs. Organizers see what they answer for whatever is set (decision 23).
 */
export const circles = ['everyone', 'friends', 'nobody'] as const;
export type Circle = (typeof circles)[number];

/** What stands in the place of a name that was forgotten; readers are told it in their own language. */
export const formerMember = texts['common.formerMember'].en;
