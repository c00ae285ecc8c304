import type { Hono, MiddlewareHandler } from 'hono';
import type { Channel } from '../../domain/channel.ts';
import type { Limits } from '../../domain/limits.ts';
import type { PlaceOf } from '../../domain/place.ts';
import type { WebFiles } from '../../domain/webChat.ts';
import type { ConnectionDeps } from './connection.ts';
import { sessionCookie } from './cookie.ts';
import { Hub } from './hub.ts';
import { chatRoutes } from './routes.ts';
import { webChannel } from './send.ts';
import { type TicketSigner, tickets as ticketsBy } from './ticket.ts';
import { type Upgrade, upgrades } from './upgrade.ts';

export interface WebBotOptions extends Omit<ConnectionDeps, 'tickets'> {
  /** Under which browsers reach us; cookies are for https only where it begins with that. */
  publicUrl: string;
  /** Refuses where too many browsers begin from one place. */
  limitSessions: MiddlewareHandler;
  placeOf: PlaceOf;
  /** How many files one browser may upload. */
  uploadLimits: Limits;
  files: WebFiles;
  /** Signs what a browser uploaded. */
  uploadSigner: TicketSigner;
}

export interface WebBot {
  channel: Channel;
  routes: Hono;
  upgrade: Upgrade;
  start(): Promise<void>;
  /** Sends the connected away; resolves when what they said is kept. */
  stop(): Promise<void>;
}

/** The web chat: its page, its sessions, and the sockets of those who are here. Needs nobody but ourselves. */
export function webBot(options: WebBotOptions): WebBot {
  const { store, publicUrl, log } = options;
  const cookie = sessionCookie({ isSecure: publicUrl.startsWith('https://') });
  const tickets = ticketsBy(options.uploadSigner);
  const hub = new Hub({ ...options, tickets });
  return {
    channel: webChannel(store),
    routes: chatRoutes({ ...options, cookie, tickets }),
    upgrade: upgrades({
      publicUrl,
      cookie,
      findSession: store.findSession,
      hasRoom: (session) => hub.hasRoom(session),
      connected: (socket, seated) => hub.connected(socket, seated),
      placeOf: options.placeOf,
      log,
      clock: options.clock,
    }),
    start: async () => hub.start(),
    stop: () => hub.stop(),
  };
}
