/** Says whether something comes too often: `first` for the first time too many, `again` for those after it. */
export interface Limits {
  take(key: string): Promise<'first' | 'again' | null>;
  /** For what could not be kept, and will be sent again by the provider. */
  giveBack(key: string): Promise<void>;
}

export const noLimits: Limits = { take: async () => null, giveBack: async () => undefined };
