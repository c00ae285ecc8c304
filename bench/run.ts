import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { startCluster } from './cluster.ts';
import { configuration } from './configuration.ts';
import { atOnceTable } from './tables/atOnce.ts';
import { httpTable } from './tables/http.ts';
import { outboxTable } from './tables/outbox.ts';
import { stepsTable } from './tables/steps.ts';
import { wireTable } from './tables/wire.ts';

/** Every table, in the order in which they are printed. `ONLY=steps,outbox` chooses some. */
const tables = {
  steps: stepsTable,
  http: httpTable,
  outbox: outboxTable,
  'at-once': atOnceTable,
  wire: wireTable,
};

const rounds = Number(process.env.ROUNDS ?? 5);
const only = process.env.ONLY?.split(',') ?? Object.keys(tables);
const { OUT: out } = process.env;
if (out) mkdirSync(dirname(out), { recursive: true });
const cluster = await startCluster();
process.once('SIGINT', () => cluster.stop().then(() => process.exit(130)));

const printed: string[] = [];
function say(text: string): void {
  process.stdout.write(`${text}\n`);
  printed.push(text);
  if (out) writeFileSync(out, `${printed.join('\n')}\n`);
}

say(`${await configuration(cluster)}; medians of ${rounds} rounds\n`);
for (const [name, measure] of Object.entries(tables))
  if (only.includes(name)) say(await measure(cluster, rounds));
await cluster.stop();
