import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../config.ts';
import { connectRenewable } from '../../db/client.ts';
import { silent } from '../../domain/log.ts';
import { realPorts } from '../../ports.ts';
import { start } from '../../server.ts';
import { atEnd } from '../support/atEnd.ts';
import { prepares } from '../support/database.ts';
import { seededRandom } from '../support/random.ts';
import type { World } from '../support/world.ts';

/** The whole server as it stands in the world, over a port, on a world's database and clock, with the Lab for its providers. */
export async function serverOn(world: World) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'homeroom-access-'));
  const { appUrl, engineUrl, ownerUrl } = world.database;
  const config = readConfig({
    ...{
      PORT: '0',
      LAB: '1',
      DATA_DIR: dataDir,
      DATABASE_URL: ownerUrl,
      DATABASE_PREPARE: prepares ? '1' : '0',
    },
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  const server = await start({
    ...{ config: { ...config, port: 0 }, clock: world.clock, random: seededRandom(2), log: silent },
    ports: {
      ...realPorts,
      // The database is there, and its roles have the passwords of all tests.
      migrate: async () => undefined,
      connect: (url, options) => connectRenewable(url.includes('homeroom_app') ? appUrl : engineUrl, options),
    },
  });
  atEnd(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return server;
}
