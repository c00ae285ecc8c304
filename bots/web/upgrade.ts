import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../domain/clock.ts';
import type { Log } from '../../domain/log.ts';
import { isOwnOrigin } from '../../domain/ownOrigin.ts';
import type { PlaceOf } from '../../domain/place.ts';
import { refusals } from '../../domain/refusals.ts';
import type { WebSession } from '../../domain/webChat.ts';
import type { SessionCookie } from './cookie.ts';

export const socketPath = '/api/v1/ws';

/** The longest text, in characters of four bytes, with what is around it. */
const largestFrameBytes = 48 * 1024;

/** Takes a request to speak WebSocket, with its raw connection. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Whoever comes by a socket, and from where. */
export interface Visitor {
  session: WebSession;
  place: string;
}

export interface UpgradeOptions {
  publicUrl: string;
  cookie: SessionCookie;
  /** Rejects while the database is away. */
  findSession(token: string): Promise<WebSession | null>;
  /** Whether one more may connect. */
  hasRoom(session: WebSession): boolean;
  connected(socket: WebSocket, visitor: Visitor): void;
  placeOf: PlaceOf;
  log: Log;
  clock: Pick<Clock, 'now'>;
}

/**
 * Lets a browser in that comes from our own page with a session: everybody else is refused before there is a socket.
 * Refusals are fixed texts: 403 for another origin, 401 without a session, 404, 429 and 503.
 */
export function upgrades(options: UpgradeOptions): Upgrade {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: largestFrameBytes,
    perMessageDeflate: false,
    clientTracking: false,
  });
  const note = refusals(options, 'WebSockets were refused');
  return (request, socket, head) => {
    // A connection that breaks meanwhile must not end the process.
    socket.on('error', () => socket.destroy());
    judge(options, request).then(
      (judged) => {
        if (socket.destroyed) return;
        if ('status' in judged) return refuse(note, socket, judged);
        server.handleUpgrade(request, socket, head, (ready) =>
          options.connected(ready, { session: judged, place: placeOf(options, request) }),
        );
      },
      (error: unknown) => refuse(note, socket, { status: 503, reason: 'the session cannot be read', error }),
    );
  };
}

const placeOf = ({ placeOf: find }: UpgradeOptions, { socket, headers }: IncomingMessage) =>
  find({
    remoteAddress: socket.remoteAddress,
    forwardedFor: [headers['x-forwarded-for']].flat().join(','),
  });

interface Refusal {
  status: keyof typeof phrases;
  reason: string;
  error?: unknown;
}

async function judge(options: UpgradeOptions, request: IncomingMessage): Promise<WebSession | Refusal> {
  const { headers } = request;
  if (request.url?.split('?', 1)[0] !== socketPath) return { status: 404, reason: 'no such path' };
  if (!isOwnOrigin(headers, options.publicUrl)) return { status: 403, reason: 'another origin' };
  const token = options.cookie.read(headers.cookie);
  const session = token && (await options.findSession(token));
  if (!session) return { status: 401, reason: 'no session' };
  return options.hasRoom(session) ? session : { status: 429, reason: 'too many sockets' };
}

const phrases = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
} as const;

function refuse(note: (why: object) => void, socket: Duplex, { status, reason, error }: Refusal): void {
  note({ status, reason, ...(error ? { err: error } : {}) });
  const phrase = phrases[status];
  const head = `HTTP/1.1 ${status} ${phrase}\r\nConnection: close\r\nContent-Type: text/plain`;
  socket.end(`${head}\r\nContent-Length: ${phrase.length}\r\n\r\n${phrase}`);
}
