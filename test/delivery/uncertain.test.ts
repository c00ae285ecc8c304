import { describe, expect, test } from 'vitest';
import { suppress } from '../../db/suppressions.ts';
import { writePost } from '../support/posts.ts';
import { ledger, newOutbox, newWorker, Provider, queue } from './outbox.ts';

const minuteMs = 60_000;

/** A worker that takes a row, hands it to the provider, and is never heard of again. */
async function dieWhileSending(given: Awaited<ReturnType<typeof newOutbox>>) {
  const doomed = new Provider();
  const started = new Promise<void>((resolve) => {
    doomed.onSend = () => {
      resolve();
      return new Promise(() => undefined);
    };
  });
  void newWorker(given.world, doomed).drain();
  await started;
}

describe('what a dead worker was sending', () => {
  test('is left alone while its lease runs', async () => {
    const given = await newOutbox();
    await queue(given.world, given.ana, 'hello');
    await dieWhileSending(given);
    await given.later(29_000);
    expect(given.provider.taken).toEqual([]);
  });

  test('is sent once more on Telegram, and marked so', async () => {
    const given = await newOutbox();
    const id = await queue(given.world, given.ana, 'hello');
    await queue(given.world, given.ana, 'and more');
    await dieWhileSending(given);
    await given.later(31_000);
    expect(given.provider.taken).toEqual(['#hello: ', '#and more: ']);
    expect(await ledger(given.world, id)).toEqual({
      status: 'sent',
      reason: 'sentAgain',
      attempts: 2,
      isRepeated: true,
    });
  });

  test('is looked for at Twilio, and found: not sent again', async () => {
    const given = await newOutbox();
    const id = await queue(given.world, given.ben, 'hello');
    await dieWhileSending(given);
    const diedAt = given.world.clock.now();
    given.provider.memory = [{ providerIds: ['SM7'] }];
    await given.later(31_000);
    expect(given.provider.taken).toEqual([]);
    expect(await ledger(given.world, id)).toMatchObject({ status: 'sent', isRepeated: false });
    expect(given.provider.askedSince).toEqual([diedAt]);
  });

  test('is looked for at Twilio, and not found: sent', async () => {
    const given = await newOutbox();
    const id = await queue(given.world, given.ben, 'hello');
    await dieWhileSending(given);
    await given.later(31_000);
    expect(given.provider.taken).toEqual(['#hello: ']);
    expect(await ledger(given.world, id)).toMatchObject({ status: 'sent', isRepeated: false });
  });
});

test('what a dead worker was sending to somebody who stopped since is not said to have stayed here', async () => {
  const given = await newOutbox();
  const { world, ben } = given;
  const id = await queue(world, ben, 'hello');
  await dieWhileSending(given);
  await suppress(world.sql, {
    ...{ id: world.newId(), addressId: ben.addressId, how: 'keyword', providerCode: null },
    now: world.clock.now(),
  });
  await given.later(31_000);
  expect(given.provider.taken).toEqual([]);
  expect(await ledger(world, id)).toMatchObject({ status: 'dead', reason: 'uncertain' });
});

describe('a send whose answer never came', () => {
  test('is never sent again while Twilio cannot be asked, and is asked about from its beginning', async () => {
    const { world, provider, worker, later, ben } = await newOutbox();
    const id = await queue(world, ben, 'hello');
    const beganAt = world.clock.now();
    provider.fates = ['lost'];
    await worker.drain();
    expect(await ledger(world, id)).toMatchObject({ status: 'uncertain' });
    provider.memory = ['unreachable', 'throttled', { providerIds: ['SM7'] }];
    await later(30_000);
    await later(30_000);
    expect(await ledger(world, id)).toMatchObject({ status: 'uncertain' });
    await later(2 * minuteMs);
    expect(await ledger(world, id)).toMatchObject({ status: 'sent', isRepeated: false });
    expect(provider.taken).toEqual(['#hello: ']);
    expect(provider.askedSince).toEqual([beganAt, beganAt, beganAt]);
  });

  test('is asked about for as long as anything else is tried, though Twilio is away for half an hour', async () => {
    const { world, provider, worker, later, ben } = await newOutbox();
    const id = await queue(world, ben, 'hello');
    provider.fates = ['lost'];
    await worker.drain();
    for (let minute = 0; minute < 30; minute++) {
      provider.memory = Array.from({ length: 9 }, () => 'unreachable' as const);
      await later(minuteMs);
    }
    expect(await ledger(world, id)).toMatchObject({ status: 'uncertain' });
    provider.memory = [{ providerIds: ['SM7'] }];
    await later(4 * 60 * minuteMs);
    expect(await ledger(world, id)).toMatchObject({ status: 'sent', isRepeated: false });
    expect(provider.taken).toEqual(['#hello: ']);
  });

  test('is not asked about by words that were corrected since: it is sent as it reads now, and marked', async () => {
    const { world, school, provider, worker, later, ben } = await newOutbox();
    const messageId = await writePost(world, school, { author: 'ana', words: 'Friday' });
    const id = await queue(world, ben, '', { kind: 'post', messageId, content: null });
    provider.fates = ['lost'];
    await worker.drain();
    await later(10_000);
    await world.sql`update messages set text = 'Saturday', edited_at = ${world.clock.now()}`;
    await later(30_000);
    expect(provider.askedSince).toEqual([]);
    expect(provider.taken.map((words) => /Friday|Saturday/.exec(words)?.[0])).toEqual(['Friday', 'Saturday']);
    expect(await ledger(world, id)).toMatchObject({ status: 'sent', reason: 'sentAgain', isRepeated: true });
  });

  test('is asked about with the first line about consent it had, though another text brought that meanwhile', async () => {
    const { world, provider, worker, later, ben } = await newOutbox();
    await world.sql`update addresses set consent_sent_at = null`;
    await queue(world, ben, 'hello');
    provider.fates = ['lost'];
    await worker.drain();
    await later(1_000);
    await world.sql`update addresses set consent_sent_at = ${world.clock.now()}`;
    await later(30_000);
    expect(provider.askedAbout).toEqual(provider.taken.slice(0, 1));
    expect(provider.askedAbout[0]).toContain('STOP');
  });

  test('and is unknown at Twilio is sent again; without an answer once more it is marked, and asked about', async () => {
    const { world, provider, worker, later, ben } = await newOutbox();
    const id = await queue(world, ben, 'hello');
    provider.fates = ['lost', 'lost'];
    provider.memory = [null, { providerIds: ['SM7'] }];
    await worker.drain();
    await later(30_000);
    expect(await ledger(world, id)).toMatchObject({ status: 'uncertain', isRepeated: true });
    await later(30_000);
    expect(await ledger(world, id)).toMatchObject({ status: 'sent', reason: 'sentAgain', isRepeated: true });
    expect(provider.taken).toHaveLength(2);
  });

  test('is sent once more on Telegram; without an answer again it is a dead letter', async () => {
    const { world, provider, worker, later, ana } = await newOutbox();
    const id = await queue(world, ana, 'hello');
    provider.fates = ['lost', 'lost'];
    await worker.drain();
    await later(30_000);
    await later(10 * minuteMs);
    expect(provider.taken).toHaveLength(2);
    expect(await ledger(world, id)).toEqual({
      status: 'dead',
      reason: 'uncertain',
      attempts: 2,
      isRepeated: true,
    });
  });

  test('stays marked where the second attempt had to be tried again', async () => {
    const { world, provider, worker, later, ana } = await newOutbox();
    const id = await queue(world, ana, 'hello');
    provider.fates = ['lost', 'unreachable', 'taken'];
    await worker.drain();
    await later(30_000);
    await later(minuteMs);
    expect(provider.taken).toHaveLength(2);
    expect(await ledger(world, id)).toMatchObject({ status: 'sent', isRepeated: true });
  });
});
