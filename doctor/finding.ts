/** How a thing stands: as it should, worth knowing, or so that something will not work. */
export type Level = 'fine' | 'hint' | 'wrong';

/** What was found out about one thing: a sentence for the operator, and where it is not fine what to do. */
export interface Finding {
  level: Level;
  /** May hold no token and no whole phone number; whoever prints it masks it once more. */
  sentence: string;
}

/** Looks at one part of an installation. Those of different parts run side by side. */
export interface Check {
  /** The heading its findings stand under: `Telegram`. */
  part: string;
  /** Who did not answer, where nothing came in time: `Telegram`, `The relay`. */
  asked: string;
  /** Throws only what is a mistake of ours; the signal aborts when nobody waits for it any more. */
  look(signal: AbortSignal): Promise<Finding[]>;
}

export const fine = (sentence: string): Finding => ({ level: 'fine', sentence });
export const hint = (sentence: string): Finding => ({ level: 'hint', sentence });
export const wrong = (sentence: string): Finding => ({ level: 'wrong', sentence });
