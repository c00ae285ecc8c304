import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { type Lab, startLab } from '../../lab/lab.ts';

// biome-ignore lint/suspicious/noExplicitAny: payloads are looked into freely
type Value = any;

/** The Lab with WhatsApp alone, and a business beside it that a test speaks for, by HTTP as a real one would. */
export async function whatsappLab() {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-whatsapp-lab-'));
  const app = new Hono();
  const server = serve({ fetch: (request, env) => app.fetch(request, env), port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const heard: Value[] = [];
  const lab = await startLab({
    clock: realClock,
    random: { bytes: randomBytes, fraction: Math.random },
    url,
    channels: ['telegram', 'sms', 'whatsapp'],
    hosts: [],
    stateFile: path.join(folder, 'lab.json'),
    skip: async () => undefined,
    foundingCode: async () => null,
    onProblem: (problem) => heard.push({ problem }),
  });
  app.get('/webhooks/whatsapp', (c) => {
    const isOurs = c.req.query('hub.verify_token') === lab.whatsapp.verifyToken;
    return isOurs ? c.text(c.req.query('hub.challenge') ?? '') : c.text('no', 403);
  });
  app.post('/webhooks/whatsapp', async (c) => {
    const { entry } = (await c.req.json()) as Value;
    heard.push(...(entry[0].changes[0].value.messages ?? []));
    return c.body('');
  });
  app.route('/', lab.routes);
  return {
    url,
    /** What people said, as the webhook got it. */
    heard,
    ask: (route: string, body: object | FormData) => ask(lab, route, body),
    async stop() {
      await lab.stop();
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const realClock = {
  now: () => new Date(),
  after(ms: number, callback: () => void) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

async function ask({ whatsapp }: Lab, route: string, body: object | FormData): Promise<Value> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${whatsapp.apiRoot}/v23.0/${whatsapp.phoneNumberId}/${route}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${whatsapp.accessToken}`,
      ...(!isForm && { 'content-type': 'application/json' }),
    },
    body: isForm ? body : JSON.stringify({ messaging_product: 'whatsapp', ...body }),
  });
  const answer = (await response.json()) as Value;
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}
