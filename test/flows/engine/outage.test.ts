import { expect, test } from 'vitest';
import { setup } from 'xstate';
import { connectEngine, isUnavailable } from '../../../db/client.ts';
import { suppress } from '../../../db/suppressions.ts';
import type { Effect } from '../../../domain/effects.ts';
import type { Flow, FlowInput } from '../../../domain/flow.ts';
import { ConversationEngine } from '../../../flows/engine/engine.ts';
import { newClass } from '../../support/class.ts';
import { play } from '../../support/story.ts';
import { newWorld } from '../../support/world.ts';

const says = (text: string) => ({ kind: 'text', text, replyTo: null }) as const;

test('what a provider sends again because the database was away does not count against a person', async () => {
  const world = await newWorld({ limits: { events: { points: 3, seconds: 60 } } });
  await play(world, 'p: telegram 9001');
  const phone = world.phones.get('p')!;
  const options = { max: 1, prepare: true, applicationName: 'test' };
  const nowhere = connectEngine('postgres://nobody@127.0.0.1:1/nothing', options);
  const engine = new ConversationEngine({ ...world.deps, sql: nowhere }, () => undefined);
  const update = world.inboundOf(phone, says('hello'), '1');
  for (let times = 0; times < 4; times++)
    await engine.receive([update], { correlationId: 'x' }).catch(() => undefined);
  await nowhere.end({ timeout: 0 });
  await world.engine.receive([update], { correlationId: 'x' });
  expect(await world.sql`select status from inbox`).toEqual([{ status: 'done' }]);
});

test.each([
  ['EAI_AGAIN', true],
  ['ENETUNREACH', true],
  ['53100', true],
  ['25006', true],
  ['57P05', true],
  ['58030', true],
  ['23505', false],
  ['22P02', false],
])('%s means that Postgres is away: %s', (code, isAway) => {
  expect(isUnavailable(Object.assign(new Error('x'), { code }))).toBe(isAway);
});

test('who writes on Telegram can be answered, whatever a send was refused with before', async () => {
  const world = await newWorld();
  const { members } = await newClass(world, { members: { ana: 'telegram' } });
  const { addressId } = members.ana!;
  await suppress(world.sql, { id: world.newId(), addressId, how: 'error', now: world.clock.now() });
  await play(world, 'ana> /status\nana< You are Ana …');
});

test('an event that cannot even be kept does not take others of its batch with it', async () => {
  const machine = setup({
    types: { input: {} as FlowInput, emitted: {} as Effect },
  }).createMachine({
    id: 'poison',
    initial: 'done',
    context: () => {
      throw new Error('poison \ud83d');
    },
    states: { done: { type: 'final' } },
  });
  const commands: Flow['commands'] = [
    { words: ['poison'], takes: 'nothing', permission: 'help.see' as const, about: null },
  ];
  const poison: Flow = { name: 'poison', version: 1, machine, upgrades: {}, commands };
  const world = await newWorld({ moreFlows: [poison] });
  await play(world, 'p: telegram 9001\nq: telegram 9002\nr: telegram 9003');
  const said = ['hello', '/poison', 'hello'];
  const results = await Promise.allSettled(
    [...world.phones.values()].map((phone, index) =>
      world.engine.receive([world.inboundOf(phone, says(said[index]!), `${index + 1}`)], {
        correlationId: 'x',
      }),
    ),
  );
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('what was said behind something that could not be kept is not kept before it', async () => {
  const world = await newWorld({ channels: ['sms'] });
  await play(world, 'p: sms 9001');
  const phone = world.phones.get('p')!;
  let isFirst = true;
  const gone = Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' });
  const begin = async (work: (tx: unknown) => Promise<unknown>) => {
    if (!isFirst) return world.sql.begin(work as never);
    isFirst = false;
    throw gone;
  };
  const sql = new Proxy(world.sql, { get: (pool, name: 'begin') => (name === 'begin' ? begin : pool[name]) });
  const engine = new ConversationEngine({ ...world.deps, sql }, () => undefined);
  const all = ['/status', '/language es'].map((text, n) => world.inboundOf(phone, says(text), String(n)));
  const received = all.map((one) => engine.receive([one], { correlationId: 'x' }));
  const outcomes = await Promise.allSettled(received);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await world.sql`select from inbox`).toHaveLength(0);
});
