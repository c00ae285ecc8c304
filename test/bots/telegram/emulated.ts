import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { Api } from 'grammy';
import type { Hono } from 'hono';
import type { Outbound } from '../../../domain/channel.ts';
import { telegramEmulator } from '../../../lab/telegram/emulator.ts';
import { fakeClock } from '../../support/clock.ts';
import { seededRandom } from '../../support/random.ts';

export const token = '42:SECRET';

/** The emulated Telegram behind a real port, with one bot and Ana, who has pressed Start. */
export async function emulated() {
  const clock = fakeClock();
  const emulator = telegramEmulator({
    clock,
    random: seededRandom(),
    bots: [{ token, username: 'homeroom_bot', name: 'Homeroom' }],
  });
  const { root, close } = await listen(emulator.routes);
  const { calls, faults, phones } = emulator;
  const ana = phones.add({
    id: 4711,
    first_name: 'Ana',
    last_name: 'García',
    language_code: 'es',
    phoneNumber: '34600111222',
  });
  ana.start();

  return {
    emulator,
    root,
    phones,
    ana,
    api: new Api(token, { apiRoot: root, timeoutSeconds: 5 }),
    /** What the method was called with so far; every parameter is text, as it is for Telegram. */
    to: (method: string) => calls.filter((call) => call.method === method).map(({ params }) => params),
    /** Resolves when a method has been called so often. */
    called: (method: string, count: number) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (calls.filter((call) => call.method === method).length >= count) resolve();
        };
        emulator.onCall(look);
        look();
      }),
    /** Lets the next calls of a method be refused in Telegram's words. */
    refuse(method: string, code: number, description: string, times = 1) {
      faults.set({ method, times, fault: { kind: 'answer', code, description } });
    },
    faults,
    clock,
    close() {
      emulator.stop();
      close();
    },
  };
}

/** Puts routes behind a real port of this machine. */
export async function listen(routes: Hono): Promise<{ root: string; close(): void }> {
  const server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: routes.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started));
  });
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
    },
  };
}

export type Emulated = Awaited<ReturnType<typeof emulated>>;

/** A message to Ana, of which the case says only what matters. */
export function toAna(fields: Partial<Outbound> = {}): Outbound {
  return {
    id: 'delivery-1',
    to: '4711',
    body: ['Hello'],
    choices: [],
    contactButton: null,
    replyTo: null,
    change: null,
    ...fields,
  };
}
