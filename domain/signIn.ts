/** How long somebody has to write the code to the bot, and to bring back what it answers. */
export const signInLifeMs = 10 * 60_000;

/** What the codes of a sign-in are for, so that none counts as another. */
export const signInCodes = { asked: 'sign-in', answered: 'sign-in answer' } as const;
