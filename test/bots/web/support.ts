import { mkdtemp, rm } from 'node:fs/promises';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { WebSocket } from 'ws';
import { type WebBotOptions, webBot } from '../../../bots/web/bot.ts';
import type { ServerEvent, ShownMessage } from '../../../bots/web/events.ts';
import { localBroadcast } from '../../../broadcast.ts';
import { signer } from '../../../db/signer.ts';
import type { Broadcast } from '../../../domain/broadcast.ts';
import { noLimits } from '../../../domain/limits.ts';
import { silent } from '../../../domain/log.ts';
import { arrivedFiles } from '../../../media/arrived.ts';
import { mediaLinks } from '../../../media/links.ts';
import { openStore } from '../../../media/store.ts';
import { placesOf } from '../../../places.ts';
import { webFiles } from '../../../webFiles.ts';
import { webStore } from '../../../webStore.ts';
import { atEnd } from '../../support/atEnd.ts';
import { newWorld, type World } from '../../support/world.ts';

/** The product with the real web chat, over a real port, for the real `ws` client; the others have phones. */
export async function webWorld(
  options: Parameters<typeof newWorld>[0] = {},
  changes: Partial<WebBotOptions> = {},
) {
  const world = await newWorld({ channels: ['telegram', 'sms', 'web'], ...options });
  return { world, ...(await serveWeb(world, localBroadcast(silent), changes)) };
}

/** One process of it. What is said is followed through, one thing after the other. */
export async function serveWeb(world: World, broadcast: Broadcast, changes: Partial<WebBotOptions> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'homeroom-web-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const media = await openStore(`file://${folder}`, { seal: world.vault, newId: world.newId });
  const arrived = arrivedFiles(media, world.newId);
  const store = webStore({ ...world.deps, broadcast });
  let following: Promise<void> = Promise.resolve();
  const server = createAdaptorServer({
    fetch: (request, env) => bot.routes.fetch(request, env),
  }) as HttpServer;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `http://${host}`;
  const bot = webBot({
    ...world.deps,
    store,
    broadcast,
    publicUrl: url,
    limitSessions: (_c, next) => next(),
    placeOf: placesOf({ trustedProxies: [], secret: 'test' }),
    uploadLimits: noLimits,
    files: webFiles({ ...world.deps, arrived, links: mediaLinks(url, signer([Buffer.alloc(32, 3)])) }),
    uploadSigner: signer([Buffer.alloc(32, 5)]),
    ...changes,
    async receive(parsed, raw) {
      await world.engine.receive(parsed, raw);
      following = following.then(world.settle);
    },
  });
  server.on('upgrade', bot.upgrade);
  world.channels.set('web', bot.channel);
  await bot.start();
  atEnd(async () => {
    await bot.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await following;
    await broadcast.stop();
  });

  /** A browser that pressed the button on the page: it has a cookie now. */
  async function newBrowser(): Promise<Browser> {
    const answer = await fetch(`${url}/chat/session`, { method: 'POST', headers: { origin: url } });
    return { url, host, cookie: answer.headers.get('set-cookie')!.split(';')[0]! };
  }

  return { bot, store, media, arrived, url, host, newBrowser, follow: () => following };
}

export interface Browser {
  url: string;
  host: string;
  cookie: string;
}

/** A window of a browser: what it is told, in order. */
export interface Window {
  socket: WebSocket;
  events: ServerEvent[];
  /** Every message it shows, as its screen would have it. */
  screen(): string[];
  send(event: string, data?: object): void;
  /** Says something, and resolves when it is accepted. */
  say(content: string, more?: object): Promise<string>;
  until<T>(claim: (events: ServerEvent[]) => T | undefined | false): Promise<T>;
  /** The code it was closed with. */
  closed: Promise<number>;
  /** The newest revision it has. */
  last(): number;
}

/** The status with which a handshake was refused. */
export class Refused extends Error {
  constructor(readonly status: number) {
    super(`refused with ${status}`);
  }
}

/** Opens a window and says what it has. Rejects with `Refused` where it is not let in. */
export async function open(
  browser: Browser,
  { last = 0, headers = {}, path = '/api/v1/ws' } = {},
): Promise<Window> {
  const shown = await openOnly(browser, { headers, path });
  shown.send('authenticate', { last });
  await shown.until((events) => events.some(({ event }) => event === 'authenticated'));
  return shown;
}

export function openOnly(
  { url, host, cookie }: Browser,
  { headers = {}, path = '/api/v1/ws' }: { headers?: Record<string, string>; path?: string } = {},
): Promise<Window> {
  const socket = new WebSocket(`ws://${host}${path}`, { headers: { cookie, origin: url, ...headers } });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(windowOf(socket)));
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, answer) => {
      reject(new Refused(answer.statusCode!));
      answer.resume();
    });
    // Heard from the very first frame on.
    socket.on('message', () => undefined);
  });
}

let written = 0;

/** A new id, as a browser makes it. */
export const newMessageId = () => `00000000-0000-4000-8000-${String(++written).padStart(12, '0')}`;

function windowOf(socket: WebSocket): Window {
  const events: ServerEvent[] = [];
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  socket.on('message', (frame) => {
    events.push(JSON.parse(frame.toString()));
    tell();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));
  const send = (event: string, data: object = {}) => socket.send(JSON.stringify({ event, data }));

  function until<T>(claim: (events: ServerEvent[]) => T | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(
        () => reject(new Error(`not so after 10 s; heard: ${JSON.stringify(events)}`)),
        10_000,
      );
      const look = () => {
        const found = claim(events);
        if (found === undefined || found === false) return;
        clearTimeout(patience);
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
    });
  }

  return {
    socket,
    events,
    closed,
    send,
    until,
    screen: () => [...shownIn(events).values()].filter(({ body }) => body !== null).map(lineOf),
    last: () => Math.max(0, ...[...shownIn(events).values()].map(({ revision }) => revision)),
    async say(content, more = {}) {
      const id = newMessageId();
      send('send_message', { id, content, ...more });
      await until((all) => all.some((one) => one.event === 'message_accepted' && one.data.id === id));
      return id;
    },
  };
}

/** As the page does it: each message once, by its number, in its newest form. */
function shownIn(events: ServerEvent[]): Map<string, ShownMessage> {
  const shown = new Map<string, ShownMessage>();
  for (const { event, data } of events) {
    if (event === 'message_received' || event === 'message_changed') shown.set(data.id, data);
  }
  return new Map([...shown].sort(([, one], [, other]) => one.number - other.number));
}

const lineOf = ({ is_mine, text, files, choices }: ShownMessage) =>
  [
    `${is_mine ? '>' : '<'} ${[...files.map(({ kind }) => `(${kind})`), text].join(' ')}`.replace(
      /\n+/g,
      ' | ',
    ),
    ...choices.map(({ label }) => `[${label}]`),
  ].join(' ');

/** Waits until a window shows a line that contains these words. */
export const sees = (shown: Window, words: string) =>
  shown.until(() => shown.screen().find((line) => line.includes(words)));
