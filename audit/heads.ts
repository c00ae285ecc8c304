import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Head } from './chain.ts';

/** Where the ends of the chains are written down outside the database, a line each: kept with `DATA_DIR`'s backup. */
export interface Heads {
  append(heads: Head[], at: Date): Promise<void>;
  read(): Promise<Head[]>;
}

const line = z.object({
  chain: z.uuid(),
  sequence: z.int().positive(),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});

/** @throws on reading what is none of its lines: somebody was at the file */
export function headsIn(dataDir: string): Heads {
  const file = path.join(dataDir, 'audit', 'heads.jsonl');
  return {
    async append(heads, at) {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const lines = heads.map(({ chainId, sequence, mac }) =>
        JSON.stringify({ at: at.toISOString(), chain: chainId, sequence, mac: mac.toString('hex') }),
      );
      await appendFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
    },
    async read() {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return '';
        throw error;
      });
      return text.split('\n').flatMap((written) => (written === '' ? [] : [headOf(written)]));
    },
  };
}

function headOf(written: string): Head {
  const { chain, sequence, mac } = line.parse(JSON.parse(written));
  return { chainId: chain, sequence, mac: Buffer.from(mac, 'hex') };
}
