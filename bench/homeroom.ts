import { Registry } from 'prom-client';
import { connectEngine, type Engine as Sql } from '../db/client.ts';
import { createInvite } from '../db/invites.ts';
import { keyring } from '../db/keyring.ts';
import { ensurePartitions } from '../db/partitions.ts';
import { openVault } from '../db/vault.ts';
import { Sender } from '../delivery/sender.ts';
import type { Channel, ChannelName } from '../domain/channel.ts';
import type { Clock } from '../domain/clock.ts';
import { idMaker } from '../domain/id.ts';
import { silent } from '../domain/log.ts';
import { noPace } from '../domain/pace.ts';
import { flowBook } from '../flows/engine/book.ts';
import { ConversationEngine } from '../flows/engine/engine.ts';
import { flows } from '../flows/registry.ts';
import { limitsFor, saidLimits } from '../limits.ts';
import { slots } from '../sending.ts';
import { realClock, realRandom } from '../system.ts';
import { meters } from '../telemetry/meters.ts';
import { nowhere } from '../test/support/files.ts';

/** A provider that accepts everything at once. */
export const nullChannel = channelOf('telegram', async ({ id }) => ({ providerIds: [id] }));

/** A channel of that name, with everything a channel can do. */
export function channelOf(name: ChannelName, send: Channel['send']): Channel {
  const can = { buttons: true, edit: true, delete: true, nativeReply: true, receipts: false };
  return { name, account: '7000001', can, send };
}

export const foundingCode = 'BENC-HC0D';

/** Whoever is measured says more than people may: all is counted as always, and nobody is refused. */
const endless = { points: Number.MAX_SAFE_INTEGER, seconds: 60 };
const isBare = process.env.BARE === '1';

function countingLimits(clock: Clock) {
  const names = ['events', 'passes', 'registrations', 'messages', 'requests'] as const;
  const set = Object.fromEntries(names.map((name) => [name, endless]));
  return isBare ? null : saidLimits({ redis: null, clock }, set);
}

/** The product's engine and senders on a database, with a community's worth of founding codes. */
export async function openHomeroom(
  url: string,
  { sends, channels: list = [nullChannel] }: { sends: boolean; channels?: Channel[] },
) {
  const clock = realClock();
  const random = realRandom();
  const newId = idMaker(clock, random);
  const sql = connectEngine(url, { max: 10, prepare: true, applicationName: 'bench' });
  await ensurePartitions(sql, clock.now());
  const secrets = keyring({ secretKey: Buffer.alloc(32, 7), random });
  const vault = await openVault(sql, { keyring: secrets, random, now: clock.now() });
  await createInvite(sql, {
    id: newId(),
    communityId: null,
    code: foundingCode,
    createdById: null,
    maxUses: null,
    expiresAt: null,
    now: clock.now(),
  });
  const watching = isBare ? {} : { observer: meters(new Registry()) };
  const channels = new Map<string, Channel>(list.map((channel) => [channel.name, channel]));
  const sender = new Sender({
    sql,
    clock,
    random,
    newId,
    vault,
    log: silent,
    channels,
    slots,
    countSegments: () => 1,
    repeats: limitsFor('repeats', { redis: null, clock }),
    pace: noPace,
    files: nowhere,
    ...watching,
  });
  const settings = {
    accounts: [
      { channel: 'sms', account: '+14155550100' },
      ...list.map(({ name, account }) => ({ channel: name, account })),
    ],
    place: () => null,
    readsGroups: () => null,
    signInUrl: '',
    smsCountries: null,
    smsCodesPerHour: 100,
    answersCarrierWords: false,
  };
  const deps = {
    sql,
    clock,
    random,
    newId,
    vault,
    settings,
    log: silent,
    flows: flowBook(flows),
    limits: countingLimits(clock),
    countSegments: () => 1,
    ...watching,
  };
  const engine = new ConversationEngine(
    deps,
    (queues) => void (queues.includes('deliveries') && sender.wake()),
    sends ? sender.handover : undefined,
  );
  engine.start();
  if (sends) sender.start();
  return {
    sql,
    engine,
    sender,
    settings,
    vault,
    newId,
    clock,
    /** Resolves when everything that was said is handled, and every answer and post is out. */
    async settle() {
      while ((await openWork(sql)) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    async stop() {
      await engine.stop();
      if (sends) await sender.stop();
      await sql.end({ timeout: 5 });
    },
  };
}

async function openWork(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select (select count(*) from inbox where status = 'waiting')::int
      + (select count(*) from fanouts where planned_at is null)::int
      + (select count(*) from delivery_lanes where due_at is not null)::int as count`;
  return row!.count;
}

export type Homeroom = Awaited<ReturnType<typeof openHomeroom>>;
