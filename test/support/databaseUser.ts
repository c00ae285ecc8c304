import { createInterface } from 'node:readline';
import { startEmbedded } from '../../db/embedded.ts';
import { silent } from '../../domain/log.ts';

/** A process of its own that uses the embedded database of the folder it is told: says the address, stops on a line. */
const embedded = await startEmbedded({ dataDir: process.argv[2]!, log: silent });
process.stdout.write(`${embedded.url}\n`);
createInterface({ input: process.stdin }).once('line', async () => {
  await embedded.stop();
  process.exit();
});
