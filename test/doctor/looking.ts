import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Check, Finding } from '../../doctor/finding.ts';
import { atEnd } from '../support/atEnd.ts';

const signs = { fine: '✓', hint: '!', wrong: '✗' };

/** What a check finds, one line each, as the report shows it. */
export async function looked(check: Check): Promise<string[]> {
  return lines(await check.look(new AbortController().signal));
}

export const lines = (findings: Finding[]) =>
  findings.map(({ level, sentence }) => `${signs[level]} ${sentence}`);

/** Something on loopback until the test ends; returns its address. */
export async function serving(routes: Hono, path = '/'): Promise<string> {
  const server = serve({ fetch: new Hono().route(path, routes).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  atEnd(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`.replace(/\/$/, '');
}

/** Where nobody listens. */
export const nobody = 'http://127.0.0.1:59';
