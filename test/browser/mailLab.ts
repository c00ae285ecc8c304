import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { startLab } from '../../lab/lab.ts';

/** The Lab with its mail, and a class beside it that a test speaks for: by SMTP one way, by the webhook the other. */
export async function mailLab() {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-mail-lab-'));
  const app = new Hono();
  const server = serve({ fetch: (request, env) => app.fetch(request, env), port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const heard: Record<string, string>[] = [];
  const clicks: string[] = [];
  const problems: unknown[] = [];
  const lab = await startLab({
    clock: realClock,
    random: { bytes: randomBytes, fraction: Math.random },
    url,
    channels: ['telegram', 'sms', 'whatsapp', 'email'],
    hosts: [],
    stateFile: path.join(folder, 'lab.json'),
    skip: async () => undefined,
    foundingCode: async () => null,
    onProblem: (problem) => problems.push(problem),
  });
  app.post('/webhooks/sendgrid/inbound', async (c) => {
    if (c.req.query('secret') !== lab.email!.inboundSecret) return c.text('Forbidden', 403);
    const form = await c.req.formData();
    const fields = [...form].filter((one): one is [string, string] => typeof one[1] === 'string');
    heard.push(Object.fromEntries(fields));
    return c.body('');
  });
  app.post('/unsubscribe/:token', (c) => {
    clicks.push(c.req.param('token'));
    return c.body('');
  });
  app.route('/', lab.routes);
  const transport = createTransport({ url: lab.email!.smtpUrl });
  return {
    url,
    /** What people mailed, as the webhook got it. */
    heard,
    clicks,
    problems,
    send: (mail: SendMailOptions) =>
      transport.sendMail({ from: lab.email!.from, to: 'gina.weber@mail.example', ...mail }),
    async stop() {
      transport.close();
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
