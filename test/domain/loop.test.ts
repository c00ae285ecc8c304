import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { silent } from '../../domain/log.ts';
import { startLoop } from '../../domain/loop.ts';
import { fakeClock } from '../support/clock.ts';

const everyMs = 1_000;
const settled = () => new Promise((resolve) => setImmediate(resolve));

function started(turn: (count: number) => Promise<boolean>) {
  const clock = fakeClock();
  const turns = { count: 0 };
  const loop = startLoop('test', { clock, log: silent, everyMs }, () => turn(++turns.count));
  return { clock, turns, loop };
}

test('a turn comes each time it is due, when woken, and at once while there is more', async () => {
  const { clock, turns, loop } = started(async (count) => count === 3);
  await settled();
  expect(turns.count).toBe(1);
  await clock.run(everyMs);
  expect(turns.count).toBe(2);
  loop.wake();
  await settled();
  expect(turns.count).toBe(4);
  await loop.stop();
});

test('a turn that fails is followed by the next', async () => {
  const { clock, turns, loop } = started(() => Promise.reject(new Error('no database')));
  await settled();
  await clock.run(everyMs);
  expect(turns.count).toBe(2);
  await loop.stop();
});

test('it stops while it waits, and after the turn under way', async () => {
  const waiting = started(async () => false);
  await settled();
  await waiting.loop.stop();
  await waiting.clock.run(everyMs);
  expect(waiting.turns.count).toBe(1);

  let end: (hasMore: boolean) => void = () => undefined;
  const busy = started(
    () =>
      new Promise((resolve) => {
        end = resolve;
      }),
  );
  const stopped = busy.loop.stop();
  end(false);
  await stopped;
  expect(busy.turns.count).toBe(1);
});

test('a hundred thousand turns leave nothing behind', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const inUse = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const { turns, loop } = started(async () => false);
  const turnTo = async (count: number) => {
    while (turns.count < count) {
      loop.wake();
      await settled();
    }
  };
  await turnTo(1_000);
  const before = inUse();
  await turnTo(101_000);
  // A signal that is not let go costs 56 bytes a turn.
  expect(inUse() - before).toBeLessThan(2_000_000);
  await loop.stop();
});
