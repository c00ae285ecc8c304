import postgres from 'postgres';
import { copyDatabase, type TestServer } from '../support/testServer.ts';
import { installAudit } from './audit.ts';
import { type Beginning, nothingYet } from './beginning.ts';
import { calm, type Plan, rough, type Sites } from './plan.ts';
import { stillLongTimers } from './quiet.ts';
import { type Run, type SimulateOptions, simulate } from './simulate.ts';
import { playable, stories } from './stories/stories.ts';
import { violations } from './violations.ts';

/** Where runs begin is made. */
export interface Rehearsed {
  /** Plays one, looks at what is left of it, and ends it. */
  play(plan: Plan, options?: PlayOptions): Promise<Played>;
}

interface PlayOptions extends Pick<SimulateOptions, 'broken'> {
  /** Looks at what is left of it before that is gone. */
  inspect?(run: Run): Promise<void>;
}

/** A run that is over. */
export interface Played {
  run: Run;
  /** A sentence for each rule that was broken. */
  found: string[];
}

/** What a class of four is worth: made once, and copied by every run that begins with it. */
export async function rehearse(server: TestServer): Promise<Rehearsed> {
  stillLongTimers();
  const empty = await copyDatabase(server);
  await asOwner(empty.ownerUrl, installAudit);
  const made = await copyDatabase({ url: server.url, template: empty.name });
  const gathering = await simulate({
    plan: planned('gathering', calm),
    database: made,
    beginning: nothingYet,
  });
  if (gathering.failure) throw new Error(`no class came together: ${gathering.failure}`);
  const together = await gathering.ending();
  await gathering.stop();
  const beginnings = {
    nothing: { template: empty.name, beginning: nothingYet },
    class: { template: made.name, beginning: together },
  };
  return { play: playing(server.url, beginnings) };
}

type Beginnings = Record<'nothing' | 'class', { template: string; beginning: Beginning }>;

const playing =
  (url: string, beginnings: Beginnings): Rehearsed['play'] =>
  async (plan, { inspect, ...options } = {}) => {
    const { template, beginning } = beginnings[stories[plan.story]!.from];
    const database = await copyDatabase({ url, template });
    const run = await simulate({ plan, database, beginning, ...options });
    const found = await violations(run);
    await inspect?.(run);
    await run.stop();
    await database.drop();
    return { run, found };
  };

/**
 * Plays each story in peace and in a storm, and notes what was called.
 * @param onLearnt hears of all that is known after each story
 */
export async function learnSites(play: Rehearsed['play'], onLearnt: (sites: Sites) => void): Promise<void> {
  const sites: Sites = {};
  for (const story of playable) {
    for (const rates of [calm, rough]) {
      const { run } = await play(planned(story, rates));
      for (const [site, { calls }] of run.fates.tried) {
        const known = sites[site] ?? {};
        sites[site] = { ...known, [story]: Math.max(calls, known[story] ?? 0) };
      }
    }
    onLearnt(Object.fromEntries(Object.entries(sites).sort(([one], [other]) => (one < other ? -1 : 1))));
  }
}

const planned = (story: string, rates: Plan['rates']): Plan => ({
  ...{ seed: 0, story, rates, target: null, hasRedis: rates === rough, servers: rates === rough ? 2 : 1 },
});

async function asOwner(url: string, act: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await act(sql);
  await sql.end();
}
