import { startTestServer } from '../support/testServer.ts';
import { rehearse } from './rehearsal.ts';
import { planOf } from './plan.ts';
import { violations } from './violations.ts';

const t0 = performance.now();
const server = await startTestServer({ settings: { deadlock_timeout: '5ms' } });
console.log('server', performance.now() - t0);
const { play, sites } = await rehearse(server).catch((e) => { console.error(e); process.exit(1); });
console.log('rehearsed', performance.now() - t0, sites.size);
const from = Number(process.argv[2] ?? 1), n = Number(process.argv[3] ?? 1);
for (let seed = from; seed < from + n; seed++) {
  const t = performance.now();
  const plan = planOf(seed, sites);
  const run = await play(plan);
  const t1 = performance.now();
  const found = await violations(run);
  const t2 = performance.now();
  await run.stop();
  console.log(seed, plan.story, plan.servers, plan.hasRedis, JSON.stringify(plan.rates), JSON.stringify(plan.target), Math.round(t1 - t), Math.round(t2 - t1), Math.round(performance.now() - t2), JSON.stringify(run.scheduler.counts), JSON.stringify(run.fates.counts), JSON.stringify(run.faults), run.failure, found, run.problems, run.hash.slice(0, 8));
}
await server.stop();
process.exit();
