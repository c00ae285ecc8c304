import { pathToFileURL } from 'node:url';
import postgres from 'postgres';
import { smsChannel } from '../bots/sms/send.ts';
import { createMessage } from '../db/messages.ts';
import { planChunk } from '../delivery/planner.ts';
import { Sender } from '../delivery/sender.ts';
import { segmentCounter } from '../delivery/smsCost.ts';
import type { Channel } from '../domain/channel.ts';
import { silent } from '../domain/log.ts';
import { noPace } from '../domain/pace.ts';
import { limitsFor } from '../limits.ts';
import { slots } from '../sending.ts';
import { realRandom } from '../system.ts';
import { nowhere } from '../test/support/files.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { type Cpu, cpuBetween, cpuUsed } from './cpu.ts';
import { describeMachine, median } from './figures.ts';
import { createIds } from './fill/ids.ts';
import { accounts, fillMembers, type Members } from './fill/members.ts';
import { sealIdentifiers } from './fill/seal.ts';
import { type Homeroom, nullChannel, openHomeroom } from './homeroom.ts';
import { countingStatements, listed, startCounting } from './statements.ts';
import { table } from './table.ts';

/** Milliseconds from the moment a post is committed. */
export interface Planned {
  /** Until every reader's row is in the outbox. */
  plannedMs: number;
  /** Processor time of all that, of us and of PostgreSQL. */
  cpu: Cpu;
  /** Until the first was handed to a provider; null where nobody sends. */
  firstSentMs: number | null;
  readers: number;
}

/** Posts to one large class, one after the other, and how long each takes to be planned. */
export async function planningTimes(
  cluster: Cluster,
  { members, are, sends, posts }: { members: number; are: Members['are']; sends: boolean; posts: number },
): Promise<Planned[]> {
  const url = await cluster.homeroomDatabase();
  const owner = postgres(cluster.ownerOf(url), { max: 1, onnotice: () => undefined });
  const since = new Date(Date.now() - 90 * 86_400_000);
  await createIds(owner);
  await fillMembers(owner, { count: members, perCommunity: members, are, since });
  await owner.end();
  const homeroom = await openHomeroom(url, { sends: false });
  const counting = process.env.STATEMENTS ? await startCounting(cluster.ownerOf(url)) : null;
  await sealIdentifiers(homeroom.sql, homeroom.vault);
  const times: Planned[] = [];
  for (let post = 0; post < posts; post++) times.push(await planOne(homeroom, { sends, pid: cluster.pid }));
  if (counting) process.stderr.write(`${listed(await counting.read(), 15)}\n`);
  await counting?.end();
  await homeroom.stop();
  return times;
}

async function planOne(
  homeroom: Homeroom,
  { sends, pid }: { sends: boolean; pid: number },
): Promise<Planned> {
  const { sql, clock, newId } = homeroom;
  let firstSentAt: number | null = null;
  const channels = nullChannels(() => {
    firstSentAt ??= performance.now();
  });
  const sender = senderFor(homeroom, channels);
  if (sends) sender.start();
  const deps = { sql, clock, newId, accounts, countSegments: segmentCounter(channels.get('sms'), nowhere) };
  const messageId = await postToAll(homeroom);
  const before = cpuUsed(pid);
  const startedAt = performance.now();
  while (await planChunk(deps)) sender.wake();
  const plannedMs = performance.now() - startedAt;
  const cpu = cpuBetween(before, cpuUsed(pid));
  if (sends) {
    await homeroom.settle();
    await sender.stop();
  }
  const [row] = await sql<{ readers: number }[]>`
    select count(*)::int as readers from message_deliveries where message_id = ${messageId}`;
  return { plannedMs, cpu, firstSentMs: firstSentAt && firstSentAt - startedAt, readers: row!.readers };
}

/** The organizer of the only class says what makes two text messages. */
async function postToAll({ sql, newId, clock }: Homeroom): Promise<string> {
  const [author] = await sql<
    { communityId: string; forumId: string; authorId: string; authorPersonId: string }[]
  >`
    select m.community_id as "communityId", f.id as "forumId", m.id as "authorId", m.person_id as "authorPersonId"
    from memberships m join forums f on f.community_id = m.community_id where m.role = 'organizer'`;
  const id = newId();
  const text =
    'Who comes to the reunion in June? We have the hall from six, and the band of 1998 plays again. '.repeat(
      2,
    );
  await createMessage(sql, {
    ...author!,
    ...{ id, text, fanoutId: newId(), parentId: null, typed: null, correlationId: null, now: clock.now() },
  });
  return id;
}

/** Providers that accept everything at once, one for each channel. */
function nullChannels(onSend: () => void): Map<string, Channel> {
  const { segments } = smsChannel({
    accountSid: '',
    authToken: '',
    phoneNumber: '+14155550100',
    statusCallback: '',
  });
  return new Map(
    accounts.map(({ channel, account }) => [
      channel,
      {
        ...nullChannel,
        ...{ name: channel as Channel['name'], account },
        ...(channel === 'sms' && segments && { segments }),
        async send({ id }) {
          onSend();
          return { providerIds: [id] };
        },
      } satisfies Channel,
    ]),
  );
}

function senderFor({ sql, clock, newId, vault }: Homeroom, channels: Map<string, Channel>): Sender {
  const random = realRandom();
  return new Sender({
    ...{ sql, clock, newId, vault, random, channels, slots },
    countSegments: () => 1,
    ...{ log: silent, repeats: limitsFor('repeats', { redis: null, clock }), pace: noPace, files: nowhere },
  });
}

async function main(): Promise<void> {
  const members = Number(process.env.MEMBERS ?? 10_000);
  const posts = Number(process.env.ROUNDS ?? 7);
  const cluster = await startCluster(process.env.STATEMENTS ? countingStatements : {});
  const rows: string[][] = [];
  for (const are of ['alike', 'mixed'] as const)
    for (const sends of process.env.SENDS === '0' ? [false] : [false, true]) {
      const [, ...times] = await planningTimes(cluster, { members, are, sends, posts: posts + 1 });
      const planned = times.map(({ plannedMs }) => plannedMs);
      const first = times.map(({ firstSentMs }) => firstSentMs ?? Number.NaN);
      const name = `${are}, ${sends ? 'sent meanwhile' : 'planned alone'}`;
      rows.push([
        name,
        ...[median(planned), Math.min(...planned), Math.max(...planned)].map(ms),
        ...(['node', 'postgres'] as const).map((of) => ms(median(times.map(({ cpu }) => cpu[of])))),
        sends ? ms(median(first)) : '-',
      ]);
    }
  await cluster.stop();
  process.stdout.write(`${describeMachine()}\n\n`);
  process.stdout.write(
    table(
      [
        `a post to ${members.toLocaleString('en')} members`,
        'planned and queued',
        'quickest',
        'slowest',
        'of Node',
        'of PostgreSQL',
        'first one sent',
      ],
      rows,
    ),
  );
}

const ms = (value: number) => `${Math.round(value)} ms`;

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await main();
