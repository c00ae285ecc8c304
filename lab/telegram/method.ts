import type { Call } from './params.ts';
import type { BotState } from './state.ts';
import type { Polling } from './updates.ts';
import type { Webhooks } from './webhooks.ts';
import type { World } from './world.ts';

/** One call on its way through a method. */
export interface Context {
  world: World;
  bot: BotState;
  call: Call;
  polling: Polling;
  webhooks: Webhooks;
  /** Aborted when the caller has hung up. */
  signal: AbortSignal;
}

/**
 * A method of the Bot API: returns what goes into `result`.
 * @throws {Refusal} with the real server's code and words
 */
export type Method = (context: Context) => unknown;
