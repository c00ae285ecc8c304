/** So many of something in so much time. */
export interface Limit {
  points: number;
  seconds: number;
}

const minute = 60;
const hour = 3_600;

/**
 * How often what may be done: all of it in one place (docs/decisions/0016-limits.md).
 * What several may share has the larger number: a whole school stands behind one address on the internet.
 */
export const limits = {
  /** Invites that are brought, by a place of the web or an address of a channel. */
  registrations: { points: 5, seconds: hour },
  /** Codes to one phone number, or one mailbox. */
  verifications: { points: 3, seconds: hour },
  /** Codes that one address asks for: whoever mistypes needs a few, who needs more makes us write to strangers. */
  verificationsAsked: { points: 6, seconds: hour },
  /** Codes to one mailbox in a day: whoever reads it must not find one after the other, day and night. */
  verificationsDaily: { points: 6, seconds: 24 * hour },
  /** Calls of the API, by a person. */
  apiCalls: { points: 1_000, seconds: hour },
  /** Pages of the dashboard and their parts, by a person: an open one asks for a few whenever something changes. */
  pages: { points: 240, seconds: minute },
  /** Sign-ins that are begun, and codes that are brought, from one place; each sign-in takes five codes besides. */
  signIns: { points: 60, seconds: 10 * minute },
  /** Refresh tokens from one place: each program there exchanges its own four times an hour. */
  refreshes: { points: 300, seconds: 10 * minute },
  /** Programs that say on their socket who they are, from one place: each does so four times an hour. */
  programs: { points: 300, seconds: 10 * minute },
  /** How often somebody begins to type, in all their programs. */
  typing: { points: 30, seconds: minute },
  /** What a person says to the bot, on all their channels; answers to its own questions are not counted. */
  messages: { points: 100, seconds: hour },
  /** The same in a minute. */
  requests: { points: 10, seconds: minute },
  /** Posts of a person that begin a thread, in all their communities. */
  posts: { points: 20, seconds: hour },
  /** What an address says at all, answers included: beyond this it is a program. */
  events: { points: 60, seconds: minute },
  /** How often an address is told that it sends like a program. */
  scoldings: { points: 1, seconds: hour },
  /** Of what always passes: asking for help, and six digits that may be a code. */
  passes: { points: 30, seconds: minute },
  /** Browsers that begin from one place. */
  sessions: { points: 60, seconds: minute },
  /** Files that one browser uploads: a few albums. */
  uploads: { points: 60, seconds: 10 * minute },
  /** The same text to the same person: beyond this two robots are talking to each other. */
  repeats: { points: 20, seconds: 5 * minute },
} satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

/** What was counted: how many with this one, of how many in how much time, and when counting begins anew. */
export interface Counted extends Limit {
  count: number;
  againInMs: number;
}

/** Counts how often something happens, by key. */
export interface Limits {
  take(key: string): Promise<Counted>;
  /** For what did not happen after all. */
  giveBack(key: string): Promise<void>;
}

export const isOver = ({ count, points }: Counted): boolean => count > points;

/** The first time too many: only that one is answered. */
export const isFirstOver = ({ count, points }: Counted): boolean => count === points + 1;

export const noLimits: Limits = {
  take: async () => ({ count: 1, points: Number.POSITIVE_INFINITY, seconds: 0, againInMs: 0 }),
  giveBack: async () => undefined,
};
