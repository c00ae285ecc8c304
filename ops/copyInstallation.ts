import { existsSync, realpathSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import postgres from 'postgres';
import { startEmbedded } from '../db/embedded.ts';
import type { Log } from '../domain/log.ts';
import { copyDatabase, copyTree } from './copyDatabase.ts';

/**
 * Copies a DATA_DIR with its embedded database, also while Homeroom runs: the copy is a DATA_DIR as after a power cut at
 * one moment. Files come after the database, which names none that was not there before.
 * @param to a folder that is missing or empty
 * @throws {Error} with a sentence for the operator
 */
export async function copyInstallation(dataDir: string, to: string, log: Log): Promise<void> {
  if (!existsSync(path.join(dataDir, 'postgres')))
    throw new Error(`${dataDir} holds no embedded database. For a Postgres of your own: ops/backup.sh.`);
  if (existsSync(path.join(to, 'postgres')))
    throw new Error(`${to} holds a copy already: name another folder.`);
  const from = realpathSync(path.join(dataDir, 'postgres'));
  const embedded = await startEmbedded({ dataDir, log });
  const sql = postgres(embedded.url, { max: 1, onnotice: () => undefined, idle_timeout: 0 });
  try {
    await mkdir(to, { recursive: true });
    await copyDatabase(sql, path.join(from, 'cluster'), path.join(to, 'postgres', 'cluster'));
    await copyTree(from, path.join(to, 'postgres'), (name) => name !== 'cluster' && !/\.log/.test(name));
  } finally {
    await sql.end({ timeout: 5 });
    await embedded.stop();
  }
  await copyTree(dataDir, to, (name) => name !== 'postgres');
}
