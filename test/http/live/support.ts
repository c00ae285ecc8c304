import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { localBroadcast } from '../../../broadcast.ts';
import type { Broadcast } from '../../../domain/broadcast.ts';
import { noLimits } from '../../../domain/limits.ts';
import { type Log, silent } from '../../../domain/log.ts';
import type { LiveDeps } from '../../../http/live/deps.ts';
import { LiveHub } from '../../../http/live/hub.ts';
import { programUpgrades } from '../../../http/live/upgrade.ts';
import { atEnd } from '../../support/atEnd.ts';
import type { World } from '../../support/world.ts';
import { accountsOf } from '../account/support.ts';

/** One process that programs connect to, over a real port, for the real `ws` client. */
export async function serveLive(
  world: World,
  {
    broadcast = localBroadcast(silent),
    limits = {},
    log = silent,
  }: { broadcast?: Broadcast; limits?: Partial<LiveDeps['limits']>; log?: Log } = {},
) {
  const accounts = accountsOf(world);
  const failures: unknown[] = [];
  const hub = new LiveHub({
    ...{ ...world.deps, app: world.app, tokens: accounts.tokens, broadcast },
    limits: { apiCalls: noLimits, programs: noLimits, typing: noLimits, ...limits },
    log: { ...silent, error: (fields: object) => failures.push(fields) } as never,
    async act(act) {
      const result = await world.engine.act(act);
      broadcast.tell({ kind: 'queued', queues: world.queues.splice(0) });
      return result;
    },
    receive: world.engine.receive,
  });
  const server = createServer();
  server.on(
    'upgrade',
    programUpgrades({
      ...{ log, clock: world.clock },
      placeOf: ({ forwardedFor }) => forwardedFor ?? '',
      hasRoom: (place) => hub.hasRoom(place),
      connected: (socket, place) => hub.connected(socket, place),
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hub.start();
  atEnd(async () => {
    await hub.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/ws`;

  /** Connects, and says as whom. */
  async function as({ membershipId }: { membershipId: string }): Promise<Program> {
    const { accessToken, sessionId } = await accounts.signIn(membershipId);
    const program = await connect(url);
    program.send('authenticate', { token: accessToken });
    await program.heard('authenticated');
    return { ...program, token: accessToken, sessionId };
  }

  return { hub, url, accounts, broadcast, failures, as, connect: (place?: string) => connect(url, place) };
}

export interface Heard {
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  data: any;
  timestamp: number;
}

export type Program = Awaited<ReturnType<typeof connect>> & { token?: string; sessionId?: string };

async function connect(url: string, place = 'here') {
  const socket = new WebSocket(url, { headers: { 'x-forwarded-for': place } });
  const events: Heard[] = [];
  const listeners = new Set<() => void>();
  socket.on('message', (frame) => {
    events.push(JSON.parse(frame.toString()));
    for (const listener of listeners) listener();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });

  /** The first of these that it hears, or heard. */
  const heard = (event: string, claim: (data: Heard['data']) => boolean = () => true): Promise<Heard> =>
    new Promise((resolve, reject) => {
      const patience = setTimeout(
        () => reject(new Error(`no ${event} in 10 s; heard: ${JSON.stringify(events)}`)),
        10_000,
      );
      const look = () => {
        const found = events.find((one) => one.event === event && claim(one.data));
        if (!found) return;
        clearTimeout(patience);
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
    });

  return {
    socket,
    events,
    closed,
    heard,
    send: (event: string, data?: object) => socket.send(JSON.stringify({ event, ...(data && { data }) })),
    /** All that it heard, in short. */
    names: () => events.map(({ event }) => event),
  };
}
