import { expect, test } from 'vitest';
import type { Tx } from '../../db/client.ts';
import { insertHanded } from '../../db/handedDeliveries.ts';
import { queuedBy } from '../../db/queued.ts';
import type { Handover } from '../../delivery/handover.ts';
import { text } from '../../domain/text.ts';
import { newClass } from '../support/class.ts';
import { newWorld } from '../support/world.ts';
import { ledger, newWorker, Provider, queue } from './outbox.ts';

async function setUp() {
  const world = await newWorld();
  const { members } = await newClass(world, { members: { ana: 'telegram', ben: 'telegram' } });
  const provider = new Provider();
  const worker = newWorker(world, provider);
  /** An answer in a transaction of its own, as the engine writes it. */
  const answer = (member: { addressId: string; personId: string }, words: string) => ({
    id: world.newId(),
    kind: 'answer' as const,
    lane: 'answer' as const,
    addressId: member.addressId,
    channel: 'telegram',
    personId: member.personId,
    communityId: null,
    messageId: null,
    changesId: null,
    content: { parts: [text('progress.line', { number: words, progress: '' })] },
    status: 'queued' as const,
    reason: null,
    notBefore: world.clock.now(),
    correlationId: null,
  });
  return { world, provider, worker, answer, ana: members.ana!, ben: members.ben! };
}

type SetUp = Awaited<ReturnType<typeof setUp>>;
type Draft = ReturnType<SetUp['answer']>;

async function write(handover: Handover, tx: Tx, drafts: Draft[], now: Date) {
  await handover.write(tx, drafts, now);
  return queuedBy(tx);
}

async function handOver({ world, worker }: SetUp, drafts: Draft[]) {
  const handover = worker.handover();
  const queues = await world.sql.begin((tx) => write(handover, tx as never, drafts, world.clock.now()));
  return { handover, queues };
}

test('answers go as soon as they are committed, without being claimed', async () => {
  const all = await setUp();
  const drafts = [all.answer(all.ana, 'one'), all.answer(all.ben, 'two')];
  const { handover, queues } = await handOver(all, drafts);
  expect(queues).toEqual([]);
  expect(all.provider.taken).toEqual([]);
  handover.send();
  await all.worker.stop();
  expect(all.provider.taken).toEqual(['#one: ', '#two: ']);
  for (const { id } of drafts)
    expect(await ledger(all.world, id)).toMatchObject({ status: 'sent', attempts: 1, isRepeated: false });
});

test('an answer waits its turn where the lane has something to send already', async () => {
  const all = await setUp();
  await queue(all.world, all.ana, 'first', { kind: 'answer' });
  const { handover, queues } = await handOver(all, [all.answer(all.ana, 'second')]);
  expect(queues).toEqual(['deliveries']);
  handover.send();
  await all.worker.drain();
  expect(all.provider.taken).toEqual(['#first: ', '#second: ']);
});

test('an answer waits its turn while another server sends in its lane', async () => {
  const all = await setUp();
  const first = await handOver(all, [all.answer(all.ana, 'first')]);
  const other = newWorker(all.world, all.provider);
  const second = other.handover();
  const draft = all.answer(all.ana, 'second');
  const queues = await all.world.sql.begin((tx) =>
    write(second, tx as never, [draft], all.world.clock.now()),
  );
  expect(queues).toEqual(['deliveries']);
  second.send();
  await other.drain();
  expect(all.provider.taken).toEqual([]);
  first.handover.send();
  await all.worker.drain();
  expect(all.provider.taken).toEqual(['#first: ', '#second: ']);
});

test('an answer waits its turn while its own server, at that very moment, looks what the lane has to send', async () => {
  const all = await setUp();
  const { sql, clock } = all.world;
  await queue(all.world, all.ana, 'first', { kind: 'answer' });
  const lease = { worker: all.world.newId(), until: new Date(clock.now().getTime() + 30_000) };
  await sql`update delivery_lanes set leased_by = ${lease.worker}, leased_until = ${lease.until}`;
  const offered = [{ addressId: all.ana.addressId, lane: 'answer' as const }];
  const handed = await sql.begin((tx) =>
    insertHanded(tx as never, [all.answer(all.ana, 'second')], { offered, lease, now: clock.now() }),
  );
  expect(handed).toEqual([]);
  expect(await sql`select status from message_deliveries order by position`).toEqual([
    { status: 'queued' },
    { status: 'queued' },
  ]);
});

test('two answers to one person, an edit and what is for later are not handed over', async () => {
  const all = await setUp();
  const later = new Date(all.world.clock.now().getTime() + 60_000);
  const cases: Draft[][] = [
    [all.answer(all.ana, 'one'), all.answer(all.ana, 'two')],
    [{ ...all.answer(all.ben, 'later'), notBefore: later }],
  ];
  for (const drafts of cases) expect((await handOver(all, drafts)).queues).toEqual(['deliveries']);
  await all.worker.drain();
  expect(all.provider.taken).toEqual(['#one: ', '#two: ']);
});

test('a transaction that is not committed gives its lanes back', async () => {
  const all = await setUp();
  const handover = all.worker.handover();
  const failing = all.world.sql.begin(async (tx) => {
    await handover.write(tx as never, [all.answer(all.ana, 'never')], all.world.clock.now());
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  handover.giveUp();
  const again = await handOver(all, [all.answer(all.ana, 'again')]);
  expect(again.queues).toEqual([]);
  again.handover.send();
  await all.worker.stop();
  expect(all.provider.taken).toEqual(['#again: ']);
});

test('what a server had in hand when it died is sent once more by another one, and marked so', async () => {
  const all = await setUp();
  const draft = all.answer(all.ana, 'hello');
  await handOver(all, [draft]);
  const other = newWorker(all.world, all.provider);
  await other.drain();
  expect(all.provider.taken).toEqual([]);
  all.world.clock.advance(31_000);
  await other.drain();
  expect(all.provider.taken).toEqual(['#hello: ']);
  expect(await ledger(all.world, draft.id)).toMatchObject({ status: 'sent', isRepeated: true });
});

test('more than the sender has room for waits in the outbox', async () => {
  const all = await setUp();
  const { members } = await newClass(all.world, {
    members: Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`m${index}`, 'telegram' as const])),
  });
  const drafts = Object.values(members).map((member, index) => all.answer(member!, `${index}`));
  const { handover, queues } = await handOver(all, drafts);
  expect(queues).toEqual(['deliveries']);
  handover.send();
  await all.worker.drain();
  expect(all.provider.taken).toHaveLength(drafts.length);
});
