import type { Context } from 'hono';
import type { Act, ActResult } from '../../domain/act.ts';
import { nearestLanguage, type TextRef } from '../../domain/text.ts';
import { plainWords } from '../../texts/words.ts';
import type { Account } from '../account/account.ts';
import type { ApiEnv } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { ApiError, type ErrorCode } from './errors.ts';
import { idempotencyKey } from './idempotency.ts';

type Done = Extract<ActResult, { kind: 'done' }>;

/** Who acts, and what they call it, so that it is done once however often it is sent. */
export interface Actor {
  account: Pick<Account, 'membershipId' | 'language'>;
  id: string;
  correlationId: string;
}

/**
 * Does what is asked as the one who asks, by the flow that does it in chat, and waits until it is done.
 * @param isDone whether what came of it is what was wanted; else what the bot would say is why not
 * @throws {ApiError}
 */
export function acting(
  deps: Pick<ApiDeps, 'act' | 'newId' | 'vault'>,
  c: Context<ApiEnv>,
  act: Wanted,
  isDone: (done: Done) => boolean,
): Promise<Done> {
  return actingAs(deps, actorOf(deps, c), act, isDone);
}

/** Whoever makes this request. What they call it is kept as a keyed hash: people write all sorts of things there. */
export function actorOf({ newId, vault }: Pick<ApiDeps, 'newId' | 'vault'>, c: Context<ApiEnv>): Actor {
  const { account, correlationId } = c.var;
  const key = idempotencyKey(c);
  const id = key === null ? newId() : vault.hashCode(account.membershipId, key).toString('base64url');
  return { account, id, correlationId };
}

type Wanted = Omit<Act, 'membershipId' | 'id' | 'correlationId'>;

/** The same, where there is no request. */
export async function actingAs(
  deps: Pick<ApiDeps, 'act'>,
  { account: { membershipId, language }, id, correlationId }: Actor,
  act: Wanted,
  isDone: (done: Done) => boolean,
): Promise<Done> {
  const result = await deps.act({ ...act, membershipId, id, correlationId });
  if (result.kind === 'done' && isDone(result)) return result;
  throw refusal(result, language);
}

/** Whether the flow ended in one of these states. */
export const endedIn =
  (...outcomes: string[]) =>
  ({ outcome }: Done): boolean =>
    outcomes.includes(outcome);

/** What a command did that answers in words only. */
export const didOf = ({ events }: Done): { subjectId?: string; count?: number } =>
  (events.find(({ type }) => type === 'told')?.did as { subjectId?: string; count?: number }) ?? {};

function refusal(result: ActResult, language: string): ApiError {
  const say = (text: TextRef) => plainWords(text, nearestLanguage(language));
  switch (result.kind) {
    case 'repeated':
      return new ApiError('CONFLICT', 'This was done already, with the same Idempotency-Key.');
    case 'notAllowed':
      return new ApiError('FORBIDDEN', 'This is not for you, or no longer.');
    case 'conflict':
      return new ApiError('CONFLICT', 'Things have changed meanwhile. Look again.');
    case 'tooMuch':
      return new ApiError('TOO_MANY_REQUESTS', say(result.text));
    case 'badAnswer':
      return new ApiError('INVALID_INPUT', say(result.text), {
        [result.field ?? 'body']: [say(result.text)],
      });
    case 'done': {
      const [said] = result.texts;
      if (!said) return new ApiError('CONFLICT', 'That is not possible now.');
      return new ApiError(codeOf(said.key), say(said));
    }
  }
}

/** What the bot's refusals are to programs; all others are conflicts with how things stand. */
export function codeOf(key: string): ErrorCode {
  const found = codes.find(([pattern]) => pattern.test(key));
  return found ? found[1] : 'CONFLICT';
}

const codes: [RegExp, ErrorCode][] = [
  [/^limit\.|\.tooMany(Here|Today|ForNumber)?$|\.noMoreCodes$/, 'TOO_MANY_REQUESTS'],
  [/\.(unknown|notFound|noSuchForum|nobody|gone)$/, 'NOT_FOUND'],
  [/\.(notYours|notAllowed|notMember|suspended|only\w+|self)$/, 'FORBIDDEN'],
  [/\.(bad\w+|how|too\w+)$/, 'INVALID_INPUT'],
];
