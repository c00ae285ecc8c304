import type { Cluster } from '../cluster.ts';
import { atMost, middle, milliseconds } from '../figures.ts';
import { inRounds } from '../rounds.ts';
import { table } from '../table.ts';
import { measureWire, peopleEach, wireBars, wireChannels } from '../wire.ts';

/** How long what was accepted takes to the provider's wire, by channel. */
export async function wireTable(cluster: Cluster, rounds: number): Promise<string> {
  const [run] = await inRounds(rounds, { Homeroom: () => measureWire(cluster) });
  const shown = (kind: string, channel: keyof typeof wireBars) =>
    run!.figures.length === 0
      ? `missing: ${run!.missing}`
      : atMost(
          middle(run!, (figures) => figures[`${kind} ${channel}`]!),
          wireBars[channel],
          milliseconds,
        );
  const rows = wireChannels.map((channel) => [channel, shown('answers', channel), shown('posts', channel)]);
  const people = (peopleEach * wireChannels.length).toLocaleString('en');
  return table(
    [
      `${run!.name}, from accepted to the wire, p99`,
      `answers to ${people} who write at once`,
      `a post to ${people}`,
    ],
    rows,
  );
}
