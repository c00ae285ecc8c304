import { readFileSync } from 'node:fs';

/** Which release this is, by package.json. */
export function releaseOf(): string {
  const file = readFileSync(new URL('package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
