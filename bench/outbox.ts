import { createAddresses } from '../db/addresses.ts';
import { insertDeliveries } from '../db/deliveries.ts';
import { Sender } from '../delivery/sender.ts';
import { silent } from '../domain/log.ts';
import { noPace } from '../domain/pace.ts';
import { text } from '../domain/text.ts';
import { limitsFor } from '../limits.ts';
import { slots } from '../sending.ts';
import { realRandom } from '../system.ts';
import { nowhere } from '../test/support/files.ts';
import type { Cluster } from './cluster.ts';
import { type Homeroom, nullChannel, openHomeroom } from './homeroom.ts';

export const deliveries = 20_000;
const lanes = 2_000;
const rowsPerLane = deliveries / lanes;
const chunk = 1_000;

/** Deliveries a second: planned, claimed in lanes, sent to a provider that accepts at once, and recorded, in order. */
export async function outboxRate(cluster: Cluster): Promise<number> {
  const homeroom = await openHomeroom(await cluster.homeroomDatabase(), { sends: false });
  const { sql, clock, newId, vault } = homeroom;
  const addresses = await newAddresses(homeroom);
  const random = realRandom();
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
    countSegments: () => 1,
    repeats: limitsFor('repeats', { redis: null, clock }),
    pace: noPace,
    files: nowhere,
  });
  const startedAt = performance.now();
  sender.start();
  await plan(homeroom, addresses, sender.wake);
  await homeroom.settle();
  const seconds = (performance.now() - startedAt) / 1000;
  await sender.stop();
  const [row] = await sql<{ sent: number }[]>`
    select count(*)::int as sent from message_deliveries where status = 'sent'`;
  await homeroom.stop();
  if (row!.sent !== lanes * rowsPerLane) throw new Error(`only ${row!.sent} were sent`);
  return row!.sent / seconds;
}

async function newAddresses({ sql, clock, newId, vault }: Homeroom): Promise<string[]> {
  const addresses = Array.from({ length: lanes }, (_, index) => ({
    id: newId(),
    channel: nullChannel.name,
    account: nullChannel.account,
    hash: vault.hashIdentifier(nullChannel.name, nullChannel.account, String(index)),
    sealedIdentifier: vault.sealIdentifier(String(index), null),
    language: 'en',
  }));
  await createAddresses(sql, addresses, clock.now());
  return addresses.map(({ id }) => id);
}

async function plan(
  { sql, clock, newId }: Homeroom,
  addresses: string[],
  onDeliveries: () => void,
): Promise<void> {
  const now = clock.now();
  const drafts = Array.from({ length: lanes * rowsPerLane }, (_, index) => ({
    id: newId(),
    kind: 'notice' as const,
    lane: 'post' as const,
    addressId: addresses[index % lanes]!,
    channel: nullChannel.name,
    personId: null,
    communityId: null,
    messageId: null,
    changesId: null,
    content: { parts: [text('common.nothingToCancel')] },
    status: 'queued' as const,
    reason: null,
    notBefore: now,
    correlationId: null,
  }));
  for (let from = 0; from < drafts.length; from += chunk) {
    await sql.begin((tx) => insertDeliveries(tx, drafts.slice(from, from + chunk), now));
    onDeliveries();
  }
}
