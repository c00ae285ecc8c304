import { connectEngine, type Engine as Sql } from '../db/client.ts';
import { createInvite } from '../db/invites.ts';
import { keyring } from '../db/keyring.ts';
import { ensurePartitions } from '../db/partitions.ts';
import { openVault } from '../db/vault.ts';
import { Sender } from '../delivery/sender.ts';
import type { Channel } from '../domain/channel.ts';
import { idMaker } from '../domain/id.ts';
import { noLimits } from '../domain/limits.ts';
import { silent } from '../domain/log.ts';
import { noPace } from '../domain/pace.ts';
import { flowBook } from '../flows/engine/book.ts';
import { ConversationEngine } from '../flows/engine/engine.ts';
import { flows } from '../flows/registry.ts';
import { repeatLimits } from '../limits.ts';
import { realClock, realRandom } from '../system.ts';
import { nowhere } from '../test/support/files.ts';

/** A provider that accepts everything at once. */
export const nullChannel: Channel = {
  name: 'telegram',
  account: '7000001',
  can: { buttons: true, edit: true, delete: true, nativeReply: true, receipts: false },
  send: async ({ id }) => ({ providerIds: [id] }),
};

/** Lanes in flight at a time, as in server.ts. */
export const slots = 64;

export const foundingCode = 'BENC-HC0D';

/** The product's engine and senders on a database, with a community's worth of founding codes. */
export async function openHomeroom(url: string, { sends }: { sends: boolean }) {
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
  const channels = new Map([['telegram', nullChannel]]);
  const sender = new Sender({
    sql,
    clock,
    random,
    newId,
    vault,
    log: silent,
    channels,
    slots,
    repeats: repeatLimits(null),
    pace: noPace,
    files: nowhere,
  });
  const settings = {
    accounts: [
      { channel: 'telegram', account: nullChannel.account },
      { channel: 'sms', account: '+14155550100' },
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
    limits: noLimits,
    countSegments: () => 1,
  };
  const engine = new ConversationEngine(deps, () => sender.wake());
  engine.start();
  if (sends) sender.start();
  return {
    sql,
    engine,
    vault,
    newId,
    clock,
    /** Resolves when everything that was said is handled and every answer is out. */
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
      + (select count(*) from delivery_lanes where due_at is not null)::int as count`;
  return row!.count;
}

export type Homeroom = Awaited<ReturnType<typeof openHomeroom>>;
