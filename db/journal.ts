import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const Journal = z.object({ entries: z.array(z.object({ when: z.number() })) });

/** When each migration of this code was made, oldest first: by these moments drizzle tells which were run. */
export function migrationTimes(): number[] {
  const file = fileURLToPath(new URL('../migrations/meta/_journal.json', import.meta.url));
  return Journal.parse(JSON.parse(readFileSync(file, 'utf8'))).entries.map(({ when }) => when);
}
