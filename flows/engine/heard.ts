import type { SaidItem } from './handleSaid.ts';
import type { Turn } from './turn.ts';

/** What somebody said, in words that say nothing of what they said. */
export interface Heard {
  correlationId: string;
  channel: string;
  said: string;
  /** What it turned out to mean, or why nothing was done. */
  meaning: string;
  /** The sentence that explained why not. */
  because: string | null;
  flow: string | null;
}

export function heardAs({ inbound, correlationId }: SaidItem, turn: Turn, meaning: string): Heard {
  const { channel, said } = inbound;
  const flow = turn.conversation?.flow ?? null;
  return { correlationId, channel, said: said.kind, meaning, because: turn.explained, flow };
}
