import type { Cluster } from '../cluster.ts';
import { atLeast, atMost, middle, milliseconds, ratio, rounded } from '../figures.ts';
import { measureHttp, type ServerName } from '../http/measure.ts';
import { inRounds } from '../rounds.ts';
import { table } from '../table.ts';

/** Everybody's own number of people: a round takes about as long for each. */
const people: Record<ServerName, { people: number; warmUp: number }> = {
  homeroomServer: { people: 1_500, warmUp: 600 },
  grammyServer: { people: 1_200, warmUp: 600 },
  chatSdkServer: { people: 150, warmUp: 50 },
};

/** A registration over HTTP, by us and by the peers. */
export async function httpTable(cluster: Cluster, rounds: number): Promise<string> {
  const served = (server: ServerName, newDatabase: () => Promise<string>) => async () => {
    const url = await newDatabase();
    return measureHttp({ server, url }, { connections: 100, manner: 'inTurn', ...people[server] });
  };
  const runs = await inRounds(rounds, {
    Homeroom: served('homeroomServer', cluster.homeroomDatabase),
    'grammY, conversations, storage-psql': served('grammyServer', cluster.emptyDatabase),
    'Chat SDK, Telegram adapter, state-pg': served('chatSdkServer', cluster.emptyDatabase),
  });
  const [ours, ...peers] = runs.map((run) => ({
    ...run,
    rate: middle(run, ({ rate }) => rate),
    latencies: (['p50', 'p95', 'p99'] as const).map((name) => middle(run, (figures) => figures[name])),
  }));
  const bars = [{ rate: 2.5, p99: 0.5 }, { rate: 4 }];
  const rows = [ours!, ...peers].map(({ name, missing, rate, latencies }, index) => {
    if (rate === null) return [name, `missing: ${missing}`, '', '', '', '', ''];
    const shown = [name, rounded(rate), ...latencies.map((one) => milliseconds(one!))];
    if (index === 0) return [...shown, '', ''];
    const bar = bars[index - 1]!;
    const ofP99 = ratio(ours!.latencies[2]!, latencies[2]!);
    return [
      ...shown,
      atLeast(ratio(ours!.rate, rate), bar.rate),
      bar.p99 === undefined ? (ofP99?.toFixed(2) ?? '-') : atMost(ofP99, bar.p99),
    ];
  });
  const head = ['a registration over HTTP, 100 connections', 'updates a second', 'p50', 'p95', 'p99'];
  return table([...head, 'our rate of it', 'our p99 of it'], rows);
}
