import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';

/** What the process that measures asks of a server's process, and is told. */
export type Asked = 'settle' | 'stop';
export type Told = { port: number } | { settled: Settled & { cpuUs: number } };

/** What is true once everything that was said has been answered. */
export interface Settled {
  registered: number;
  answers: number;
}

/** What the process has taken of the processors since it started, in microseconds. */
const processorTime = () => Object.values(process.cpuUsage()).reduce((sum, one) => sum + one, 0);

/** Serves in a process of its own, the same server for everybody, until the parent says stop. */
export function serveFor(
  app: Hono,
  { settle, stop }: { settle: () => Promise<Settled>; stop: () => Promise<void> },
): void {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
    tell({ port }),
  );
  // The parent died.
  process.on('disconnect', () => process.exit(1));
  process.on('message', async (asked: Asked) => {
    if (asked === 'settle') return tell({ settled: { ...(await settle()), cpuUs: processorTime() } });
    server.close();
    await stop();
    process.exit(0);
  });
}

const tell = (told: Told) => process.send!(told);
