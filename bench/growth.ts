import postgres from 'postgres';
import { Sender } from '../delivery/sender.ts';
import { silent } from '../domain/log.ts';
import { noPace } from '../domain/pace.ts';
import { limitsFor } from '../limits.ts';
import { slots } from '../sending.ts';
import { realRandom } from '../system.ts';
import { nowhere } from '../test/support/files.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { cpuBetween, cpuUsed } from './cpu.ts';
import { describeMachine, median } from './figures.ts';
import { fillHistory } from './fill/history.ts';
import { createIds } from './fill/ids.ts';
import { fillMembers } from './fill/members.ts';
import { identifierOf, sealIdentifiers } from './fill/seal.ts';
import { type Homeroom, nullChannel, openHomeroom } from './homeroom.ts';
import { planningTimes } from './planning.ts';
import { table } from './table.ts';

/**
 * How cost grows: a post to 10 ... 10,000 members, and what a step and a sent answer cost with a thousand ... a million rows
 * of history. `HISTORY=1000,1000000` and `MEMBERS=10,10000` choose; everybody takes turns in each round.
 */

const listOf = (name: string, otherwise: string) => (process.env[name] ?? otherwise).split(',').map(Number);
const rounds = Number(process.env.ROUNDS ?? 9);
const members = 500;
const days = 60;

/** Microseconds an event or a delivery. */
interface Cost {
  elapsed: number;
  node: number;
  postgres: number;
}

interface Installation {
  rows: number;
  homeroom: Homeroom;
  sender: Sender;
  steps: Cost[];
  sends: Cost[];
}

async function withHistory(cluster: Cluster, rows: number): Promise<Installation> {
  const url = await cluster.homeroomDatabase();
  const owner = postgres(cluster.ownerOf(url), { max: 1, onnotice: () => undefined });
  const since = new Date(Date.now() - (days + 1) * 86_400_000);
  await createIds(owner);
  await fillMembers(owner, { count: members, perCommunity: members, are: 'alike', since });
  await fillHistory(owner, { rows, members, since, days });
  await owner.end();
  const homeroom = await openHomeroom(url, { sends: false });
  await sealIdentifiers(homeroom.sql, homeroom.vault);
  return { rows, homeroom, sender: senderOf(homeroom), steps: [], sends: [] };
}

function senderOf({ sql, clock, newId, vault }: Homeroom): Sender {
  return new Sender({
    ...{
      sql,
      clock,
      newId,
      vault,
      slots,
      countSegments: () => 1,
      random: realRandom(),
      channels: new Map([['telegram', nullChannel]]),
    },
    ...{ log: silent, repeats: limitsFor('repeats', { redis: null, clock }), pace: noPace, files: nowhere },
  });
}

/** Everybody says a word, which is answered; then the answers are sent. */
async function takeTurn(cluster: Cluster, { homeroom, sender, steps, sends }: Installation, round: number) {
  const everybody = Array.from({ length: members }, (_, index) => index);
  steps.push(await costOf(cluster, () => Promise.all(everybody.map((who) => say(homeroom, who, round)))));
  sends.push(await costOf(cluster, () => sender.drain()));
}

async function costOf(cluster: Cluster, act: () => Promise<unknown>): Promise<Cost> {
  const before = cpuUsed(cluster.pid);
  const startedAt = performance.now();
  await act();
  const elapsed = performance.now() - startedAt;
  const { node, postgres } = cpuBetween(before, cpuUsed(cluster.pid));
  const each = (ms: number) => (ms * 1_000) / members;
  return { elapsed: each(elapsed), node: each(node), postgres: each(postgres) };
}

function say(homeroom: Homeroom, who: number, round: number): Promise<void> {
  const inbound = {
    channel: 'telegram' as const,
    account: nullChannel.account,
    externalId: `${round} ${who}`,
    from: identifierOf(who),
    sequence: round,
    said: { kind: 'text' as const, text: '/settings', replyTo: null },
    language: 'en',
    name: 'Somebody',
    raw: {},
  };
  return homeroom.engine.receive([{ kind: 'inbound', inbound }], { correlationId: 'bench' });
}

async function history(cluster: Cluster): Promise<string> {
  const all: Installation[] = [];
  for (const rows of listOf('HISTORY', '1000,10000,100000,1000000'))
    all.push(await withHistory(cluster, rows));
  const warmUp = 3;
  for (let round = 0; round < rounds + warmUp; round++)
    for (const one of all) {
      await takeTurn(cluster, one, round);
      if (round < warmUp) one.steps.length = one.sends.length = 0;
    }
  const least = all[0]!;
  const lines = all.map(({ rows, steps, sends }) => [
    rows.toLocaleString('en'),
    ...cells(steps, least.steps),
    ...cells(sends, least.sends),
  ]);
  for (const { homeroom } of all) await homeroom.stop();
  const head = [
    'rows of history',
    'a step',
    'processor',
    'of the first',
    'an answer sent',
    'processor',
    'of the first',
  ];
  return table(head, lines);
}

const used = (costs: Cost[]) => median(costs.map(({ node, postgres }) => node + postgres));

function cells(costs: Cost[], least: Cost[]): string[] {
  const elapsed = median(costs.map((cost) => cost.elapsed));
  return [us(elapsed), us(used(costs)), (used(costs) / used(least)).toFixed(2)];
}

async function classes(cluster: Cluster): Promise<string> {
  const lines: string[][] = [];
  for (const count of listOf('MEMBERS', '10,100,1000,10000')) {
    const [, ...times] = await planningTimes(cluster, {
      members: count,
      are: 'mixed',
      sends: false,
      posts: rounds + 1,
    });
    const planned = median(times.map(({ plannedMs }) => plannedMs));
    const cpu = median(times.map(({ cpu }) => cpu.node + cpu.postgres));
    lines.push([
      count.toLocaleString('en'),
      `${planned.toFixed(0)} ms`,
      us((planned * 1_000) / count),
      us((cpu * 1_000) / count),
    ]);
  }
  return table(['a post to', 'planned in', 'a member', 'processor, a member'], lines);
}

const us = (value: number) => `${Math.round(value)} us`;

const cluster = await startCluster();
process.once('SIGINT', () => cluster.stop().then(() => process.exit(130)));
const tables = [
  process.env.ONLY === 'members' ? '' : await history(cluster),
  process.env.ONLY === 'history' ? '' : await classes(cluster),
];
process.stdout.write(`${describeMachine()}, medians of ${rounds} rounds\n\n${tables.join('\n')}`);
await cluster.stop();
