import postgres from 'postgres';
import { copyDatabase, type TestServer } from '../support/testServer.ts';
import { installAudit } from './audit.ts';
import { type Beginning, nothingYet } from './beginning.ts';
import { calm, type Plan, rough, type Sites } from './plan.ts';
import { type Run, type SimulateOptions, simulate } from './simulate.ts';
import { playable, stories } from './stories/stories.ts';
import { urlOf } from '../support/testServer.ts';

/** Where runs begin, and what they are known to call. */
export interface Rehearsed {
  sites: Sites;
  /** Plays one; whoever asks looks at what is left, and stops it. */
  play(plan: Plan, options?: Pick<SimulateOptions, 'broken'>): Promise<Run & { stop(): Promise<void> }>;
}

/** What a class of four is worth: made once, and copied by every run that begins with it. */
export async function rehearse(server: TestServer): Promise<Rehearsed> {
  await asOwner(urlOf(server.url, server.template), installAudit);
  const made = await copyDatabase(server);
  const gathering = await simulate({ plan: planned('gathering', calm), database: made, beginning: nothingYet });
  if (gathering.failure) throw new Error(`no class came together: ${gathering.failure}`);
  const together = await gathering.ending();
  await gathering.stop();
  const beginnings = {
    nothing: { template: server.template, beginning: nothingYet },
    class: { template: made.name, beginning: together },
  };
  const play = playing(server.url, beginnings);
  return { play, sites: await findSites(play) };
}

type Beginnings = Record<'nothing' | 'class', { template: string; beginning: Beginning }>;

const playing =
  (url: string, beginnings: Beginnings): Rehearsed['play'] =>
  async (plan, options = {}) => {
    const { template, beginning } = beginnings[stories[plan.story]!.from];
    const database = await copyDatabase({ url, template });
    const run = await simulate({ plan, database, beginning, ...options });
    return {
      ...run,
      async stop() {
        await run.stop();
        await database.drop();
      },
    };
  };

/** Plays each story once in peace and once in a storm, and notes what was called. */
async function findSites(play: Rehearsed['play']): Promise<Sites> {
  const sites: Sites = new Map();
  for (const story of (process.env.STORIES?.split(',') ?? playable)) {
    for (const rates of [calm, rough]) {
      const t = performance.now(); const run = await play(planned(story, rates)); console.log(story, rates === calm, Math.round(performance.now() - t), run.failure, JSON.stringify(run.scheduler.counts), JSON.stringify(run.fates.counts), run.problems);
      for (const [site, { calls }] of run.fates.tried) {
        const known = sites.get(site) ?? new Map<string, number>();
        sites.set(site, known.set(story, Math.max(calls, known.get(story) ?? 0)));
      }
      await run.stop();
    }
  }
  return sites;
}

const planned = (story: string, rates: Plan['rates']): Plan => ({
  ...{ seed: 0, story, rates, target: null, hasRedis: rates === rough, servers: rates === rough ? 2 : 1 },
});

async function asOwner(url: string, act: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await act(sql);
  await sql.end();
}
