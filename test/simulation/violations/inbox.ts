import type { Run } from '../simulate.ts';

/** The emulator's first number. */
const firstUpdate = 100_000_001;

/**
 * Each thing somebody said is one event: claimed once, in the inbox once, handled once. No step was taken over another, and
 * every step a conversation took was taken for an event that says so.
 */
export async function inbox({ sql, desk: { telegram, twilio } }: Run): Promise<string[]> {
  const [row] = await sql<
    { telegram: number; sms: number; inbox: number; overwritten: number; again: number; dead: number }[]
  >`
    select count(*) filter (where channel = 'telegram')::int as telegram,
      count(*) filter (where channel = 'sms')::int as sms,
      (select count(*) from inbox where kind = 'said')::int as inbox,
      (select count(*) from inbox where status = 'dead')::int as dead,
      (select count(*) from simulation.overwritten)::int as overwritten,
      (select count(*) from simulation.handled_again)::int as again
    from dedupe_keys`;
  const said = Object.values(telegram.snapshot().bots).reduce(
    (sum, { nextUpdateId }) => sum + nextUpdateId - firstUpdate,
    0,
  );
  const texted = twilio.snapshot().messages.filter(({ direction }) => direction === 'inbound').length;
  return [
    ...differs('updates of Telegram', said, row!.telegram),
    ...differs('text messages', texted, row!.sms),
    ...differs('events in the inbox', row!.telegram + row!.sms, row!.inbox),
    ...differs('events given up', 0, row!.dead),
    ...differs('steps taken over another', 0, row!.overwritten),
    ...differs('events handled again', 0, row!.again),
    ...(await strangeSteps(sql)),
    ...(await saidTwice(sql)),
  ];
}

/** An event names the conversation it moved, and the states it led it through. */
async function strangeSteps(sql: Run['sql']): Promise<string[]> {
  const rows = await sql<{ flow: string; step: number; told: number }[]>`
    select c.flow, c.step, e.told from conversations c cross join lateral (
      select coalesce(sum(jsonb_array_length(i.path)), 0)::int as told from inbox i where i.conversation_id = c.id) e
    where c.step <> e.told order by 1, 2, 3`;
  return rows.map(
    ({ flow, step, told }) => `a conversation of ${flow} took ${step} steps, its events tell of ${told}`,
  );
}

const differs = (what: string, expected: number, seen: number) =>
  expected === seen ? [] : [`${what}: ${seen} instead of ${expected}`];

/** Nobody in the stories says the same thing twice. */
async function saidTwice(sql: Run['sql']): Promise<string[]> {
  const rows = await sql<{ text: string; count: number }[]>`
    select text, count(*)::int as count from messages group by text having count(*) > 1`;
  return rows.map(({ text, count }) => `“${text}” was posted ${count} times`);
}
