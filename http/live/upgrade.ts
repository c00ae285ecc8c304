import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../domain/clock.ts';
import type { Log } from '../../domain/log.ts';
import type { PlaceOf } from '../../domain/place.ts';
import { refusals } from '../../domain/refusals.ts';

const socketPath = '/api/v1/ws';

/** The longest text, in characters of four bytes, with what is around it. */
const largestFrameBytes = 48 * 1024;

export interface UpgradeOptions {
  /** Whether one more may connect from a place. */
  hasRoom(place: string): boolean;
  connected(socket: WebSocket, place: string): void;
  placeOf: PlaceOf;
  log: Log;
  clock: Pick<Clock, 'now'>;
}

/**
 * Lets programs in: they say who they are in their first event. Browsers never get here, as they name the page they
 * come from, and no cookie is looked at. Refusals are fixed texts: 404 for another path, 503 where it is full.
 */
export function programUpgrades({ hasRoom, connected, placeOf, log, clock }: UpgradeOptions) {
  const noteRefused = refusals({ log, clock }, 'programs’ WebSockets were refused');
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: largestFrameBytes,
    perMessageDeflate: false,
    clientTracking: false,
  });
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A connection that breaks meanwhile must not end the process.
    socket.on('error', () => socket.destroy());
    const refuse = (status: string) => {
      noteRefused({ status });
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    const place = placeOf({
      remoteAddress: request.socket.remoteAddress,
      forwardedFor: [request.headers['x-forwarded-for']].flat().join(','),
    });
    if (request.url?.split('?', 1)[0] !== socketPath) refuse('404 Not Found');
    else if (!hasRoom(place)) refuse('503 Service Unavailable');
    else server.handleUpgrade(request, socket, head, (ready) => connected(ready, place));
  };
}
