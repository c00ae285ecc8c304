import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { newInstallation } from '../support/installation.ts';

test('browsers are known by the page they come from, programs by their token', async () => {
  const { url, start } = await newInstallation();
  await start();
  const address = `${url.replace('http', 'ws')}/api/v1/ws`;
  const refused = (headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(address, { headers });
      socket.once('error', () => undefined);
      socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode));
      socket.once('open', () => reject(new Error('let in')));
    });
  expect(await refused({ origin: 'https://evil.example' })).toBe(403);
  expect(await refused({ origin: url })).toBe(401);

  const program = new WebSocket(address, { headers: { cookie: 'homeroom_chat=x' } });
  const closed = new Promise((resolve) => program.once('close', resolve));
  program.once('open', () =>
    program.send(JSON.stringify({ event: 'authenticate', data: { token: 'let me in' } })),
  );
  expect(await closed).toBe(4401);
}, 60_000);
