import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('./page', import.meta.url));

/** The name under which the page is kept, for the library's `webVersion`. */
export const version = 'stand-in';

/**
 * Writes the stand-in for web.whatsapp.com where the library's local cache of pages looks for it. All is in the one file,
 * as nothing else is answered: its modules are `data:` addresses in an import map.
 */
export function writePage(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${version}.html`), html());
}

function html(): string {
  const names = readdirSync(sources).filter((name) => name.endsWith('.js'));
  const imports = Object.fromEntries(names.map((name) => [`stand-in/${name}`, asAddress(name)]));
  return [
    '<!doctype html><meta charset="utf-8"><title>WhatsApp (stand-in)</title>',
    `<script type="importmap">${JSON.stringify({ imports })}</script>`,
    '<script type="module">import "stand-in/start.js";</script><p>A stand-in for WhatsApp Web.</p>',
  ].join('\n');
}

/** A module at a `data:` address has no neighbours: they are asked for by their names in the map. */
function asAddress(name: string): string {
  const source = readFileSync(path.join(sources, name), 'utf8').replaceAll(/from '\.\//g, "from 'stand-in/");
  return `data:text/javascript;base64,${Buffer.from(source).toString('base64')}`;
}
