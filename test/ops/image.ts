import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The names at the top of the tree that `COPY . .` puts into the image. */
export function shipped(): string[] {
  const lines = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n');
  const ignored = lines.filter((line) => line && !line.startsWith('#'));
  return readdirSync(root).filter(
    (name) => !ignored.some((pattern) => pattern === name || (pattern === '.*' && name.startsWith('.'))),
  );
}

/** The instructions of the Dockerfile, lines that go on joined: `['RUN', 'npm ci']`. */
export function instructions(): [string, string][] {
  const text = readFileSync(path.join(root, 'Dockerfile'), 'utf8');
  const lines = text
    .replace(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n');
  return lines.filter(Boolean).map((line) => {
    const [word = '', ...rest] = line.split(' ');
    return [word, rest.join(' ').trim().replace(/ +/g, ' ')];
  });
}
