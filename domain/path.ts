/**
 * What one event made of a conversation: each thing it heard, the answers of its effects too, and the state it came to.
 * Names only, never what was said: `[['member.answered', 'checkingCode'], ['code.right', 'askingChannel']]`.
 */
export type Path = [heard: string, state: string][];

/** What a path begins with that began its conversation. */
export const began = 'conversation.began';

/** What ends a conversation that somebody left for another one. */
export const abandoned = 'conversation.abandoned';
