import { Hono } from 'hono';
import type { Answer, Ports, Upgrade } from './ports.ts';

/** The port on which a server is asked. */
export interface Door {
  port: number;
  /** Until this is called everybody is asked to come back; without `upgrade` nobody may speak another protocol. */
  open(app: Hono, upgrade: Upgrade | null): void;
  /** Resolves when every request under way has been answered. */
  close(): Promise<void>;
}

const notHere: Upgrade = (_request, socket) => void socket.end('HTTP/1.1 404 Not Found\r\n\r\n');

/**
 * Takes the port before anything else is told of it: with 0 the system chooses one.
 * @throws {Error} where it is taken or not allowed, with what to do
 */
export async function bindDoor(ports: Ports, address: { port: number; host: string }): Promise<Door> {
  let app = new Hono().all('*', (c) => c.text('Starting', 503));
  let upgrade: Upgrade = (_request, socket) => void socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
  const answer: Answer = (request, env) => app.fetch(request, env);
  const { port, close } = await ports.listen(address, answer, (...asked) => upgrade(...asked));
  return {
    port,
    close,
    open(opened, upgraded) {
      app = opened;
      upgrade = upgraded ?? notHere;
    },
  };
}
