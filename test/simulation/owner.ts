/** Whose call it is: one life of a server, or the providers, which never die. */
export interface Owner {
  name: string;
  isDead: boolean;
  /** Until when it does nothing, as a machine that swaps, or is being moved; null while it runs. */
  stalledUntil: Date | null;
}

export const isStalled = ({ stalledUntil }: Owner, now: Date) => stalledUntil !== null && stalledUntil > now;
