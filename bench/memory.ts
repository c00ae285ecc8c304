import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { type Cluster, startCluster } from './cluster.ts';
import { describeMachine, median } from './figures.ts';
import { createIds } from './fill/ids.ts';
import { fillMembers } from './fill/members.ts';
import { identifierOf, sealIdentifiers } from './fill/seal.ts';
import { type Homeroom, nullChannel, openHomeroom } from './homeroom.ts';
import { table } from './table.ts';

/**
 * What a server's memory holds of conversations: with as many stored as go on at once, and with 100,000 of them, each in the
 * middle of a post. The engine and its senders run in a process of their own for each line.
 */

const active = Number(process.env.ACTIVE ?? 1_000);
const rounds = Number(process.env.ROUNDS ?? 10);

interface Memory {
  stored: number;
  /** Bytes: resident before anybody speaks, in the middle, and when all is done; and of it what is in use at the end. */
  before: number;
  busy: number;
  after: number;
  heap: number;
}

const [count] = process.argv.slice(2);
if (count) process.stdout.write(JSON.stringify(await measure(Number(count))));
else await compare();

async function compare(): Promise<void> {
  const lines: string[][] = [];
  for (const stored of [active, Number(process.env.CONVERSATIONS ?? 100_000)]) {
    const file = fileURLToPath(import.meta.url);
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--expose-gc',
      '--import',
      'tsx',
      file,
      String(stored),
    ]);
    const { before, busy, after, heap } = JSON.parse(stdout) as Memory;
    lines.push([stored.toLocaleString('en'), ...[before, busy, after, heap].map(megabytes)]);
  }
  const head = [
    'conversations stored',
    'resident',
    `${active.toLocaleString('en')} of them active`,
    'afterwards',
    'heap in use',
  ];
  process.stdout.write(`${describeMachine()}, ${rounds} rounds\n\n${table(head, lines)}`);
}

async function measure(stored: number): Promise<Memory> {
  const cluster = await startCluster();
  const url = await fill(cluster, stored);
  const homeroom = await openHomeroom(url, { sends: true });
  await sealIdentifiers(homeroom.sql, homeroom.vault, active);
  await storeTalks(cluster, url, homeroom);
  const before = resident();
  const busy: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    await Promise.all(
      Array.from({ length: active }, (_, who) => say(homeroom, { who, round, text: 'help' })),
    );
    busy.push(process.memoryUsage().rss);
  }
  await homeroom.settle();
  const [row] = await homeroom.sql<{ count: number }[]>`
    select count(*)::int as count from conversations where status = 'active'`;
  const after = resident();
  await homeroom.stop();
  await cluster.stop();
  return { stored: row!.count, before, busy: median(busy), after, heap: process.memoryUsage().heapUsed };
}

async function fill(cluster: Cluster, members: number): Promise<string> {
  const url = await cluster.homeroomDatabase();
  const owner = postgres(cluster.ownerOf(url), { max: 1, onnotice: () => undefined });
  await createIds(owner);
  await fillMembers(owner, {
    count: members,
    perCommunity: 50,
    are: 'alike',
    since: new Date(Date.now() - 86_400_000),
  });
  await owner.end();
  return url;
}

/** One member begins a post; what the product stores of that is stored for everybody. */
async function storeTalks(cluster: Cluster, url: string, homeroom: Homeroom): Promise<void> {
  await say(homeroom, {
    who: 0,
    round: 0,
    text: 'Who comes to the reunion in June? We have the hall from six.',
  });
  const owner = postgres(cluster.ownerOf(url), { max: 1, onnotice: () => undefined });
  const { count } = await owner`
    insert into conversations (id, flow, version, value, context, status, address_id, community_id, step, created_at, updated_at)
    select gen_random_uuid(), c.flow, c.version, c.value, c.context, c.status, a.id, c.community_id, c.step, c.created_at, c.updated_at
    from addresses a, conversations c where a.id <> c.address_id`;
  await owner`analyze conversations`;
  await owner.end();
  if (count === 0) throw new Error('nobody began a post');
}

function say(
  { engine }: Homeroom,
  { who, round, text }: { who: number; round: number; text: string },
): Promise<void> {
  const inbound = {
    channel: 'telegram' as const,
    account: nullChannel.account,
    externalId: `${round} ${who}`,
    from: identifierOf(who),
    sequence: round,
    said: { kind: 'text' as const, text, replyTo: null },
    language: 'en',
    name: 'Somebody',
    raw: {},
  };
  return engine.receive([{ kind: 'inbound', inbound }], { correlationId: 'bench' });
}

function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
