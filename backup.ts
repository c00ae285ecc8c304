import path from 'node:path';
import { readConfig } from './config.ts';
import { silent } from './domain/log.ts';
import { copyInstallation } from './ops/copyInstallation.ts';

// `npm run backup -- FOLDER`: a copy of the whole installation with its embedded database, while it runs.
const [folder] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('Name a folder for the copy: npm run backup -- /backups/2026-03-01\n');
  process.exit(1);
}
try {
  const { dataDir, database } = readConfig(process.env);
  if (database) throw new Error('DATABASE_URL is set: a Postgres of your own is backed up by ops/backup.sh.');
  const started = performance.now();
  await copyInstallation(path.resolve(dataDir), path.resolve(folder), silent);
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  process.stdout.write(
    `${folder} holds a copy, made in ${seconds} s. To go back to it start with DATA_DIR=${folder}\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
