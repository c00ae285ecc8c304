import type { ResponseParameters } from './refusal.ts';

/** What the Bot API answers a call with (https://core.telegram.org/bots/api#making-requests). */
export type Answer =
  | { ok: true; result: unknown }
  | { ok: false; error_code: number; description: string; parameters?: ResponseParameters };

/** A call with its answer, for tests that look at everything the bot did. */
export interface LoggedCall {
  at: Date;
  botId: number;
  method: string;
  params: Record<string, string>;
  /** Names of the files that came with it. */
  files: string[];
  /** `null` while it is not answered, or where the connection was cut. */
  answer: Answer | null;
}
