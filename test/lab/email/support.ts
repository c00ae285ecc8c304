import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { type EmailEmulator, type EmailEmulatorOptions, emailEmulator } from '../../../lab/email/emulator.ts';
import type { Mailbox } from '../../../lab/email/mailbox.ts';
import { type FakeClock, fakeClock } from '../../support/clock.ts';
import { seededRandom } from '../../support/random.ts';

export const GINA = 'gina.weber@mail.example';
export const HUGO = 'hugo.stone@mail.example';
export const CLASS = 'class@homeroom.example';

/** A form as the application's side got it. */
export interface Posted {
  url: URL;
  contentType: string;
  body: Buffer;
  fields: Record<string, string>;
  files: Record<string, { name: string; type: string; bytes: Buffer }>;
}

export interface MailLab {
  emulator: EmailEmulator;
  clock: FakeClock;
  app: Hono;
  origin: string;
  smtpUrl: string;
  gina: Mailbox;
  hugo: Mailbox;
  posted: Posted[];
  /** What forms are answered. */
  answer: { status: number };
  /** Sends a mail by SMTP as the class does; resolves with the server's answer. */
  send(mail?: SendMailOptions): Promise<string>;
  /** Lets time pass, and everything that came due be posted and answered. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** The emulator with two mailboxes, a real SMTP client, and an application that only remembers what it is told. */
export async function openMailLab(options: Partial<EmailEmulatorOptions> = {}): Promise<MailLab> {
  const clock = fakeClock('2026-11-20T10:12:00.250Z');
  const app = new Hono();
  const posted: Posted[] = [];
  const answer = { status: 200 };
  const server = serve({ fetch: (request, env) => app.fetch(request, env), port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const emulator = emailEmulator({
    clock,
    random: seededRandom(),
    inboundDomain: 'homeroom.example',
    inboundUrl: `${origin}/webhooks/sendgrid/inbound?secret=let-me-in`,
    ...options,
  });
  app.post('/webhooks/sendgrid/inbound', async (c) => {
    posted.push(await readForm(c.req.raw));
    return c.body('', answer.status as 200);
  });
  const gina = emulator.mailboxes.add({ address: GINA, name: 'Gina Weber' });
  const hugo = emulator.mailboxes.add({ address: HUGO, name: 'Hugo Stone', language: 'es' });
  const smtpUrl = await emulator.listen();
  const transport = createTransport({ url: smtpUrl, socketTimeout: 20_000 });
  return {
    emulator,
    clock,
    app,
    origin,
    smtpUrl,
    gina,
    hugo,
    posted,
    answer,
    async send(mail = {}) {
      const { response } = await transport.sendMail({ ...plain, ...mail });
      return response;
    },
    async pass(ms) {
      await emulator.idle();
      for (const until = clock.now().getTime() + ms; clock.now().getTime() < until; ) {
        clock.advance(Math.min(Math.max(50, Math.ceil(ms / 100)), until - clock.now().getTime()));
        await emulator.idle();
      }
    },
    async close() {
      transport.close();
      await emulator.stop();
      await new Promise((resolve) => {
        server.close(resolve);
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
  };
}

const plain: SendMailOptions = {
  from: `Homeroom <${CLASS}>`,
  to: GINA,
  subject: 'News of the class',
  text: 'Hello Gina',
};

async function readForm(request: Request): Promise<Posted> {
  const contentType = request.headers.get('content-type') ?? '';
  const body = Buffer.from(await request.arrayBuffer());
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
  const posted: Posted = { url: new URL(request.url), contentType, body, fields: {}, files: {} };
  for (const [name, value] of form) {
    if (typeof value === 'string') posted.fields[name] = value;
    else {
      const bytes = Buffer.from(await value.arrayBuffer());
      posted.files[name] = { name: value.name, type: value.type, bytes };
    }
  }
  return posted;
}
