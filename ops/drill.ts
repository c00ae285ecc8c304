import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findPrograms } from './drill/cluster.ts';
import { drill, megabytes } from './drill/drill.ts';

/** The longest that docs/operations/backups.md promises. */
const mostRestoreSeconds = 900;

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    deliveries: { type: 'string', default: '5000000' },
    seconds: { type: 'string', default: '100' },
    'archive-timeout': { type: 'string', default: '60' },
    folder: { type: 'string', default: tmpdir() },
  },
});

// `npm run drill`: a database is destroyed between two backups and brought back; nothing of it is left afterwards.
const programs = findPrograms();
if (!programs) {
  process.stderr.write('The drill needs a Postgres of this machine: apt-get install postgresql\n');
  process.exit(1);
}
const folder = mkdtempSync(path.join(values.folder, 'homeroom-drill-'));
try {
  const figures = await drill({
    ...{ programs, folder },
    messages: Number(values.messages),
    deliveries: Number(values.deliveries),
    writeForMs: Number(values.seconds) * 1_000,
    archiveTimeoutS: Number(values['archive-timeout']),
    say: (sentence) => void process.stdout.write(`${sentence}\n`),
  });
  const { databaseBytes, backupBytes, archivedBytes, ...rest } = figures;
  const lines = { database: databaseBytes, backup: backupBytes, archived: archivedBytes };
  for (const [name, bytes] of Object.entries(lines)) process.stdout.write(`${name}: ${megabytes(bytes)}\n`);
  for (const [name, figure] of Object.entries(rest)) process.stdout.write(`${name}: ${figure.toFixed(1)}\n`);
  const isWell =
    rest.messagesLost + rest.deliveriesLost === 0 &&
    rest.restoreSeconds + rest.openSeconds < mostRestoreSeconds;
  process.stdout.write(isWell ? 'The drill is passed.\n' : 'THE DRILL IS NOT PASSED.\n');
  process.exitCode = isWell ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
