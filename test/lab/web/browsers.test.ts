import { expect, test } from 'vitest';
import { WebBrowsers } from '../../../lab/web/browsers.ts';
import { webWorld } from '../../bots/web/support.ts';
import { atEnd } from '../../support/atEnd.ts';
import { seededRandom } from '../../support/random.ts';

/** Waits are a twentieth of what they are. */
const clock = {
  now: () => new Date(),
  after(ms: number, callback: () => void) {
    const timer = setTimeout(callback, ms / 20);
    return () => clearTimeout(timer);
  },
};

async function irisAt(url: string, kept?: ReturnType<WebBrowsers['snapshot']>) {
  const web = new WebBrowsers({ clock, random: seededRandom(kept ? 2 : 1), url });
  atEnd(async () => web.stop());
  if (kept) web.restore(kept);
  return { web, iris: web.add({ id: 'iris', language: 'en' }) };
}

type Iris = Awaited<ReturnType<typeof irisAt>>['iris'];

const words = (iris: Iris) =>
  iris.screen().map((line) => `${line.is_mine ? '>' : '<'} ${(line.text ?? '').replace(/\s+/g, ' ')}`);
const heard = (iris: Iris, pattern: RegExp) =>
  expect.poll(() => words(iris).findLast((line) => line.startsWith('<'))).toMatch(pattern);

test('a browser of the Lab begins a session of its own, says, hears and presses', async () => {
  const { url, world, follow } = await webWorld();
  const { iris } = await irisAt(url);
  iris.say('/language');
  await heard(iris, /language/i);
  const line = iris.heard().at(-1)!;
  iris.press(line.id, line.choices.find(({ label }) => label === 'Español')!.data);
  await heard(iris, /español/i);
  await follow();
  await expect
    .poll(() => world.sql`select distinct status from message_deliveries`)
    .toEqual([{ status: 'read' }]);
});

test.each([
  { kind: 'refuse' as const, what: 'before it arrives' },
  { kind: 'lose' as const, what: 'before its answer comes' },
])('a line that is cut $what is taken up again, and what was said is heard once', async ({ kind }) => {
  const { url, world, follow } = await webWorld();
  const { web, iris } = await irisAt(url);
  iris.say('/start');
  await heard(iris, /old schoolmates/);
  web.faults.set({ fault: { kind }, times: 1 });
  iris.say('/help');
  await expect.poll(() => iris.waiting()).toEqual([]);
  await heard(iris, /./);
  await follow();
  expect(words(iris).filter((line) => line === '> /help')).toHaveLength(1);
  expect(await world.sql`select count(*)::int from inbox`).toEqual([{ count: 2 }]);
});

test('after a restart it has what it had, and gets what came meanwhile', async () => {
  const { url } = await webWorld();
  const first = await irisAt(url);
  first.iris.say('/start');
  await heard(first.iris, /old schoolmates/);
  const kept = first.web.snapshot();
  first.web.stop();
  const before = words(first.iris);

  const { iris } = await irisAt(url, kept);
  expect(words(iris)).toEqual(before);
  iris.say('/help');
  await expect.poll(() => words(iris).length).toBe(before.length + 2);
});

test('what cannot be done is said in a sentence', async () => {
  const { url } = await webWorld();
  const { web, iris } = await irisAt(url);
  expect(() => iris.press('m-1', 'x')).toThrow('There is no such message on this screen.');
  expect(() => web.of('nobody')).toThrow('nobody has a browser called nobody');
});
