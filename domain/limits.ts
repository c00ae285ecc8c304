/** Says whether somebody goes too fast: `first` for the one excess that is answered, `again` for those after it. */
export interface Limits {
  take(key: string): Promise<'first' | 'again' | null>;
}

export const noLimits: Limits = { take: async () => null };
