/** Whose call it is: one life of a server, or the world around it. */
export interface Owner {
  name: string;
  isDead: boolean;
  /** Until when it does nothing, as a machine that swaps, or is being moved; null while it runs. */
  stalledUntil: Date | null;
}

/** People and providers, who never die. */
export const outside: Owner = { name: 'outside', isDead: false, stalledUntil: null };

export const isStalled = ({ stalledUntil }: Owner, now: Date) => stalledUntil !== null && stalledUntil > now;
