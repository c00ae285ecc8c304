import { describe, expect, onTestFailed, test } from 'vitest';
import { atEnd } from '../support/atEnd.ts';
import { needsRedis } from '../support/needs.ts';
import { until } from '../support/until.ts';
import { type Cluster, newCluster } from './crash/cluster.ts';
import { type Killing, startKilling } from './crash/killing.ts';
import { compare, noteInFlight, readLedger, watchInFlight } from './crash/ledger.ts';
import { type Classmate, newClassmates } from './crash/people.ts';
import { judgeTicks, noteTicks, readTicks } from './crash/ticks.ts';

/** `npm run test:crash` asks for 20,000 deliveries; what runs with the suite is a tenth of that. */
const wanted = Number(process.env.CRASH_DELIVERIES ?? 2_000);
const killEveryMs = 4_000;
/** By the rates of their channels (domain/pace.ts) a quarter on Telegram and the rest on WhatsApp take as long. */
const isWhole = wanted >= 10_000;
const posts = isWhole ? 40 : 5;
const members = Math.ceil(wanted / posts) + 1;
const telegram = Math.ceil(members / 4);
const patienceMs = 3_600_000;

const redisServer = needsRedis();

describe.skipIf(!redisServer)('three servers, one Postgres and one Redis', () => {
  test(
    `one is killed every few seconds during ${wanted} deliveries: nothing is lost, and nothing comes twice unseen`,
    async () => {
      const cluster = await newCluster(['web', 'worker', 'worker'], redisServer!);
      onTestFailed(() => void process.stdout.write(cluster.log().slice(-20_000)));
      const startedAt = performance.now();
      await cluster.start();
      await noteTicks(cluster);
      const from = new Date();
      await watchInFlight(cluster);
      const classmates = await newClassmates(cluster, { telegram, whatsapp: members - telegram });
      say(`${members} members are here`, startedAt);
      // Talks under fire are slow, as each waits for the leases of the dead: only the whole run takes the time.
      if (!isWhole) await write(classmates);
      const killing = startKilling(cluster.processes, {
        everyMs: killEveryMs,
        killed: () => noteInFlight(cluster),
      });
      atEnd(killing.stop);
      if (isWhole) await write(classmates);
      say(`${posts} posts are written`, startedAt);
      await arrived(cluster, isWhole ? null : killing);
      await killing.stop();
      say(`all is over; killed ${killing.kills.join(', ')} times`, startedAt);

      const found = await findingsOf(cluster, { classmates, from });
      process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
      expect(found).toMatchObject({
        ...{ deliveries: posts * (members - 1), posts, unsettled: 0 },
        ...{ lost: [], undue: [], unexplained: [], disordered: [] },
        ticks: { early: [], late: [] },
      });
      expect(killing.kills.every((kills) => kills > 0)).toBe(true);
      const allKills = killing.kills.reduce((sum, kills) => sum + kills, 0);
      expect(found.ticks.unfinished.length).toBeLessThanOrEqual(allKills);
    },
    patienceMs,
  );
});

/** Each by another member, on both channels. */
async function write(classmates: Classmate[]): Promise<void> {
  const authors = Array.from({ length: posts }, (_, n) => classmates[n * Math.floor(members / posts)]!);
  await Promise.all(authors.map((author, n) => author.post(`Post ${n + 1} of this run`)));
}

/**
 * Until every post is planned for everybody but its author, and none of them waits any more.
 * @param brief where given it ends once each process was killed: what waits then only waits for leases
 */
async function arrived({ sql }: Cluster, brief: Killing | null): Promise<void> {
  await until(
    async () => {
      if (brief?.kills.every((kills) => kills > 0)) brief.hold();
      const [row] = await sql<{ planned: number; open: number }[]>`
      select count(*)::int as planned,
        count(*) filter (where status in ('queued', 'sending', 'uncertain', 'held'))::int as open
      from message_deliveries where kind = 'post'`;
      return row!.planned >= posts * (members - 1) && row!.open === 0;
    },
    patienceMs,
    1_000,
  );
}

async function findingsOf(cluster: Cluster, { classmates, from }: { classmates: Classmate[]; from: Date }) {
  const ledger = await readLedger(cluster);
  const [written] = await cluster.sql<{ count: number }[]>`select count(*)::int as count from messages`;
  return {
    ...compare(ledger, classmates),
    posts: written!.count,
    unsettled: ledger.filter(({ status }) => !['sent', 'delivered', 'read', 'dead'].includes(status)).length,
    ticks: judgeTicks(await readTicks(cluster), { from, to: new Date() }),
  };
}

function say(what: string, sinceMs: number): void {
  process.stdout.write(`${Math.round((performance.now() - sinceMs) / 1_000)} s: ${what}\n`);
}
