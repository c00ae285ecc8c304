/** Says whether something comes too often: `first` for the first time too many, `again` for those after it. */
export interface Limits {
  take(key: string): Promise<'first' | 'again' | null>;
}

export const noLimits: Limits = { take: async () => null };
