import { cpus } from 'node:os';
import { startCluster } from './cluster.ts';
import { median, rounded } from './figures.ts';
import { homeroomSteps, pgbenchSteps } from './steps.ts';

const rounds = Number(process.env.ROUNDS ?? 5);
const cluster = await startCluster();
const say = (line: string) => process.stdout.write(`${line}\n`);

say(
  `Node ${process.version}, ${cpus().length} cores, ${await cluster.describe()}, medians of ${rounds} rounds\n`,
);

/** Everybody takes a turn in each round, so that a slow minute of the machine is everybody's. */
async function compare(names: string[], measure: (name: string) => Promise<number | null>) {
  const results = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const figure = await measure(name);
      if (figure !== null) results.get(name)!.push(figure);
    }
  }
  return results;
}

const steps = await compare(
  ['pgbench, 8 clients', 'Homeroom, 200 in flight', 'Homeroom, 1 in flight'],
  (name) => {
    if (name.startsWith('pgbench')) return pgbenchSteps(cluster, { clients: 8, seconds: 5 });
    const inFlight = name.includes('200') ? 200 : 1;
    return homeroomSteps(cluster, { inFlight, steps: inFlight === 1 ? 2_000 : 30_000 });
  },
);
say('| inbound steps | per second | against pgbench |');
say('| --- | --- | --- |');
const [peer] = steps.values();
for (const [name, figures] of steps) {
  const ratio = peer!.length > 0 && figures.length > 0 ? (median(figures) / median(peer!)).toFixed(2) : '-';
  say(`| ${name} | ${figures.length > 0 ? rounded(median(figures)) : 'missing'} | ${ratio} |`);
}
await cluster.stop();
