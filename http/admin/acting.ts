import type { Context } from 'hono';
import type { Act, ActResult } from '../../domain/act.ts';
import type { TextRef } from '../../domain/text.ts';
import { plainWords } from '../../texts/words.ts';
import type { Acting, Asked } from './asked.ts';
import type { Told } from './page.ts';

type Done = Extract<ActResult, { kind: 'done' }>;

/** What a form held; of a field that came twice, the last. Files are no fields of ours. */
export async function actingOf(asked: Asked, c: Context): Promise<Acting> {
  const sent = await c.req.parseBody();
  const fields = Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  const { newId } = asked.deps;
  const actId = /^[\w-]{1,80}$/.test(fields.act_id ?? '') ? fields.act_id! : newId();
  return { ...asked, fields, actId, correlationId: newId(), here: backOf(fields.back) };
}

/** Only within the dashboard: a form of ours never leads anywhere else. */
const backOf = (back: string | undefined) => (back && /^\/admin(?:[/?]|$)/.test(back) ? back : '/admin');

/**
 * Does what a form asks as whoever sent it, by the flow that does it in chat (docs/decisions/0020).
 * @param isDone whether what came of it is what was wanted
 * @returns what the bot would say
 */
export async function act(
  asked: Acting,
  wanted: Omit<Act, 'membershipId' | 'id' | 'correlationId'>,
  isDone: (done: Done) => boolean,
): Promise<Told> {
  const { deps, account, actId, correlationId } = asked;
  const { membershipId } = account;
  const result = await deps.act({ ...wanted, membershipId, id: actId, correlationId });
  return toldOf(asked, result, isDone);
}

/** Whether the flow ended in one of these states. */
export const endedIn =
  (...outcomes: string[]) =>
  ({ outcome }: Done): boolean =>
    outcomes.includes(outcome);

/** Whether a command that answers in words only has done something to a thing. */
export const didSomething = ({ events }: Done): boolean =>
  Boolean((events.find(({ type }) => type === 'told')?.did as { subjectId?: string } | undefined)?.subjectId);

function toldOf({ say, language }: Asked, result: ActResult, isDone: (done: Done) => boolean): Told {
  const words = (texts: TextRef[]) => texts.map((one) => plainWords(one, language)).join('\n');
  switch (result.kind) {
    case 'done':
      return { words: words(result.texts) || say('admin.act.done'), isDone: isDone(result) };
    case 'repeated':
      return { words: say('admin.act.repeated'), isDone: true };
    case 'notAllowed':
      return { words: say('admin.act.notAllowed'), isDone: false };
    case 'tooMuch':
    case 'badAnswer':
      return { words: words([result.text]), isDone: false };
    case 'conflict':
      return { words: say('admin.act.conflict'), isDone: false };
  }
}
