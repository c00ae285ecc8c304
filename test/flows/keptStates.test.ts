import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { setup } from 'xstate';
import type { Flow } from '../../domain/flow.ts';
import { flowBook } from '../../flows/engine/book.ts';
import type { Conversation } from '../../flows/engine/situation.ts';
import { questionOf } from '../../flows/engine/step.ts';
import { Turn } from '../../flows/engine/turn.ts';
import { flows } from '../../flows/registry.ts';
import { texts } from '../../texts/texts.ts';
import { everyChannel } from '../support/everyChannel.ts';
import { eventsIn } from '../support/exploring/events.ts';
import { type Kept, keptBy } from '../support/exploring/kept.ts';
import { walk } from '../support/exploring/walk.ts';

/*
 * Conversations outlive releases. What each version of a flow may have left in the database is kept in fixtures, made by
 * that version itself: all of it must go on under this one. A state that is renamed or gone, a context that changed, or a
 * timer that nobody hears any more fails here, until the flow's version grows and `upgrades` says what became of it.
 */

const folder = path.join(import.meta.dirname, '../fixtures/states');
const nameOf = ({ name, version }: Pick<Flow, 'name' | 'version'>) => `${name}.${version}.json`;
const read = (file: string): Kept[] => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
const files = readdirSync(folder);

/** `KEEP_STATES=posting,reply` keeps what those leave today, beside all that is there; explore.test.ts asks for it. */
if (process.env.KEEP_STATES) {
  const named = process.env.KEEP_STATES.split(',');
  for (const flow of flows.filter(({ name }) => named.includes(name)))
    writeFileSync(path.join(folder, nameOf(flow)), shown(withToday(flow)));
  files.splice(0, files.length, ...readdirSync(folder));
}

function withToday(flow: Flow): Kept[] {
  const before = files.includes(nameOf(flow)) ? read(nameOf(flow)) : [];
  const states = new Set(before.map(({ value }) => JSON.stringify(value)));
  return [
    ...before,
    ...keptBy(walk(flow, everyChannel)).filter(({ value }) => !states.has(JSON.stringify(value))),
  ];
}

function shown(kept: Kept[]): string {
  return `[\n${kept.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`;
}

const asStored = (flow: string, version: number, { value, context }: Kept): Conversation => ({
  ...structuredClone({ value, context }),
  ...{
    id: 'x1',
    flow,
    version,
    status: 'active',
    addressId: 'd1',
    communityId: 'c1',
    step: 3,
    timerSequence: 1,
  },
});

/** What goes wrong when that conversation is taken up by these flows. */
function problemsOf(all: Flow[], { name, version }: { name: string; version: number }, kept: Kept): string[] {
  const book = flowBook(all);
  const turned = () => new Turn(book, () => 'new', null, 'correlation');
  const found: string[] = [];
  const trying = (what: string, act: () => boolean) => {
    try {
      if (!act()) found.push(what);
    } catch (error) {
      found.push(`${what}: ${(error as Error).message}`);
    }
  };
  trying('cannot be asked again', () => {
    const conversation = book.current(asStored(name, version, kept));
    const question = questionOf(book.named(name), conversation);
    return question === null || question.text.key in texts;
  });
  for (const timer of kept.timers)
    trying(`does not hear ${timer}`, () => turned().hear(asStored(name, version, kept), { type: timer }));
  trying('breaks at what may happen', () => {
    const { machine } = book.named(name);
    const { value, context } = book.current(asStored(name, version, kept));
    const snapshot = machine.resolveState({ value: value as string, context });
    for (const event of eventsIn(snapshot)) turned().hear(asStored(name, version, kept), event);
    return true;
  });
  return found.map((what) => `${name} ${JSON.stringify(kept.value)} of version ${version} ${what}`);
}

describe.each(flows.map((flow) => [flow.name, flow] as const))('%s', (name, flow) => {
  test('all that its versions left goes on', () => {
    const versions = Array.from({ length: flow.version }, (_, index) => index + 1);
    const found = versions.flatMap((version) =>
      read(nameOf({ name, version })).flatMap((kept) => problemsOf(flows, { name, version }, kept)),
    );
    expect(found).toEqual([]);
  });
});

test('flows that are gone have left nothing', () => {
  const known = flows.flatMap(({ name, version }) =>
    Array.from({ length: version }, (_, index) => nameOf({ name, version: index + 1 })),
  );
  expect(files.toSorted()).toEqual(known.toSorted());
});

describe('what was not thought of is found', () => {
  const machine = setup({ delays: { aWhile: 1_000 } }).createMachine({
    id: 'shelf',
    initial: 'lying',
    states: { lying: { after: { aWhile: 'over' } }, over: { type: 'final' } },
  });
  const shelf: Flow = { name: 'shelf', version: 2, machine, upgrades: {}, commands: [] };
  const kept: Kept = { value: 'standing', context: {}, timers: ['xstate.after.aWhile.shelf.standing'] };
  const renamed = { 1: () => ({ value: 'lying', context: {} }) };
  const problems = (changed: Partial<Flow>) =>
    problemsOf([...flows, { ...shelf, ...changed }], { name: 'shelf', version: 1 }, kept);

  test.each<[string, Partial<Flow>, number]>([
    ['no upgrade', {}, 3],
    ['a state that is gone', { version: 1 }, 3],
    ['a timer that nobody hears', { upgrades: renamed }, 1],
    [
      'nothing',
      {
        upgrades: renamed,
        renamedTimers: { 'xstate.after.aWhile.shelf.standing': 'xstate.after.aWhile.shelf.lying' },
      },
      0,
    ],
  ])('%s', (_what, changed, count) => {
    expect(problems(changed)).toHaveLength(count);
  });
});
