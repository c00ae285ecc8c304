import path from 'node:path';
import { readConfig } from './config.ts';
import { startEmbedded } from './db/embedded.ts';
import { makeLog } from './log.ts';
import { releaseOf } from './release.ts';
import { checkRole, readRole } from './role.ts';
import { secretsOf } from './secrets.ts';

// What `npm start` runs. An embedded database is begun before the rest is loaded: both take about as long.
try {
  const role = readRole(process.argv[2]);
  const config = readConfig(process.env);
  checkRole(role, config);
  const { sentryDsn: dsn, isProduction } = config;
  const sentry = dsn
    ? (await import('./telemetry/sentry.ts')).openSentry({ dsn, role, isProduction, version: releaseOf() })
    : null;
  const log = makeLog({ level: config.logLevel, secrets: secretsOf(config), listen: sentry?.listen });
  const embedded = config.database
    ? undefined
    : startEmbedded({ dataDir: path.resolve(config.dataDir), log });
  // Whoever opens the database is told; until then nobody listens.
  embedded?.catch(() => undefined);
  const { run } = await import('./server.ts');
  await run({ config, role, log, embedded, flush: sentry?.flush });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
