import { describe, expect, test } from 'vitest';
import type { ChannelName } from '../../domain/channel.ts';
import type { Flow } from '../../domain/flow.ts';
import { flows } from '../../flows/registry.ts';
import { brokenFlows } from '../support/completing/brokenFlows.ts';
import { type Completed, complete } from '../support/completing/complete.ts';
import { everyChannel } from '../support/everyChannel.ts';
import { sides } from '../support/sides/sides.ts';

/*
 * Every flow is gone through on every channel as somebody there can: each question as the channel's own renderer shows
 * it, each answer as its own parser brings it in and the engine understands it. Nobody may get stuck, see a choice that
 * cannot be taken or words that promise what is not there, or be without a way out or help.
 */

type Everywhere = Map<ChannelName, Completed>;

const everywhere = async (flow: Flow): Promise<Everywhere> => {
  const completed: Everywhere = new Map();
  for (const channel of everyChannel) completed.set(channel, await complete(flow, sides[channel]));
  return completed;
};

/** `flow.state on channel: what`. */
function findings(flow: Flow, completed: Everywhere): string[] {
  const all = new Set([...completed.values()].flatMap(({ reached }) => [...reached]));
  return [...completed].flatMap(([channel, { findings, reached }]) => {
    const missing = [...all].filter((state) => !reached.has(state));
    const absent = missing.map((state) => ({ state, what: 'is never reached here' }));
    return [...findings, ...absent].map(({ state, what }) => `${flow.name}.${state} on ${channel}: ${what}`);
  });
}

const table: string[] = [];

describe.each(flows.map((flow) => [flow.name, flow] as const))('%s', (name, flow) => {
  test('can be finished on every channel', async () => {
    const completed = await everywhere(flow);
    table.push(...rowsOf(name, completed));
    expect(findings(flow, completed)).toEqual([]);
  }, 120_000);
});

test('the table of all states that wait for somebody', () => {
  const head = ['', ...everyChannel];
  const rows = [head, ...table.map((row) => row.split('\t'))];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  process.stdout.write(`${lines.join('\n')}\n`);
  expect(table.length).toBeGreaterThan(20);
});

function rowsOf(name: string, completed: Everywhere): string[] {
  const states = new Set([...completed.values()].flatMap(({ asking }) => [...asking.keys()]));
  return [...states].map((state) => {
    const forms = [...completed.values()].map(({ asking }) => [...(asking.get(state) ?? ['–'])].at(-1));
    return [`${name}.${state}`, ...forms].join('\t');
  });
}

describe('what would leave somebody stuck is found, and named', () => {
  test.each(brokenFlows)('$what', async ({ flow, found }) => {
    const expected = found.flatMap(([channels, what]) =>
      channels.map((channel) => `broken.asking on ${channel}: ${what}`),
    );
    const named = findings(flow, await everywhere(flow)).filter((one) => one.startsWith('broken.asking '));
    expect(named.sort()).toEqual(expected.sort());
  });
});
