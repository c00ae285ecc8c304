import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import {
  type WhatsappEmulator,
  type WhatsappEmulatorOptions,
  whatsappEmulator,
} from '../../../lab/whatsapp/emulator.ts';
import type { Phone } from '../../../lab/whatsapp/phone.ts';
import { type FakeClock, fakeClock } from '../../support/clock.ts';
import { seededRandom } from '../../support/random.ts';

export const ACCOUNT = {
  phoneNumberId: '106540352242922',
  businessAccountId: '102290129340398',
  accessToken: 'EAAlab-token',
  appSecret: 'lab-secret',
  verifyToken: 'lab-verify',
  phoneNumber: '+15550783881',
  name: 'Homeroom',
};
export const ANA = '14155550101';
export const BEN = '14155550102';

/** A webhook as the application's side got it. */
export interface Posted {
  method: string;
  url: URL;
  body: string;
  signature: string;
  /** The one change in it. */
  change: { field: string; value: Value };
}

// biome-ignore lint/suspicious/noExplicitAny: payloads are looked into freely
export type Value = any;

export interface Lab {
  emulator: WhatsappEmulator;
  clock: FakeClock;
  /** What the application mounts beside the emulator. */
  app: Hono;
  origin: string;
  apiRoot: string;
  ana: Phone;
  ben: Phone;
  /** Events the webhook got; handshakes are in `handshakes`. */
  posted: Posted[];
  handshakes: URL[];
  /** What events are answered, and whether the handshake is answered rightly. */
  answer: { status: number; challenge: boolean };
  /** Lets time pass, and everything that came due be posted and answered. */
  pass(ms: number): Promise<void>;
  /** Everything posted so far, of one part of the values: `messages` or `statuses`. */
  parts(name: 'messages' | 'statuses'): Value[];
  close(): Promise<void>;
}

/** The emulator on loopback with two people, and an application that only remembers what it is told. */
export async function openLab(options: Partial<WhatsappEmulatorOptions> = {}): Promise<Lab> {
  const clock = fakeClock('2026-05-01T12:00:00.250Z');
  const app = new Hono();
  const posted: Posted[] = [];
  const handshakes: URL[] = [];
  const answer = { status: 200, challenge: true };
  const server = serve({ fetch: (request, env) => app.fetch(request, env), port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const webhookUrl = `${origin}/webhooks/whatsapp`;
  const emulator = whatsappEmulator({ ...ACCOUNT, clock, random: seededRandom(), webhookUrl, ...options });
  app.route('/lab/whatsapp', emulator.routes);
  app.get('*', (c) => {
    const url = new URL(c.req.url);
    handshakes.push(url);
    const isOurs = answer.challenge && c.req.query('hub.verify_token') === ACCOUNT.verifyToken;
    return isOurs ? c.text(c.req.query('hub.challenge') ?? '') : c.text('no', 403);
  });
  app.post('*', async (c) => {
    const body = await c.req.text();
    const signature = c.req.header('x-hub-signature-256') ?? '';
    const { entry } = JSON.parse(body);
    posted.push({ method: 'POST', url: new URL(c.req.url), body, signature, change: entry[0].changes[0] });
    return c.body('', answer.status as 200);
  });
  const ana = emulator.phones.add({ number: `+${ANA}`, name: 'Ana Rossi' });
  const ben = emulator.phones.add({ number: `+${BEN}`, name: 'Ben Carter' });
  return {
    emulator,
    clock,
    app,
    origin,
    apiRoot: `${origin}/lab/whatsapp`,
    ana,
    ben,
    posted,
    handshakes,
    answer,
    parts: (name) => posted.flatMap(({ change }) => change.value[name] ?? []),
    async pass(ms) {
      await emulator.idle();
      for (const until = clock.now().getTime() + ms; clock.now().getTime() < until; ) {
        clock.advance(Math.min(Math.max(50, Math.ceil(ms / 200)), until - clock.now().getTime()));
        await emulator.idle();
      }
    },
    async close() {
      emulator.stop();
      await new Promise((resolve) => {
        server.close(resolve);
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
  };
}

export interface Answer {
  status: number;
  body: Value;
}

/** Asks the Graph API as a client does: a token, a version, and JSON or a form. */
export async function ask(
  lab: Pick<Lab, 'apiRoot'>,
  [method, path]: [method: string, path: string],
  { body, token = ACCOUNT.accessToken }: { body?: unknown; token?: string } = {},
): Promise<Answer> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${lab.apiRoot}/v23.0/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(!isForm && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

export const send = (lab: Pick<Lab, 'apiRoot'>, message: object, to: string | null = ANA) =>
  ask(lab, ['POST', `${ACCOUNT.phoneNumberId}/messages`], {
    body: { messaging_product: 'whatsapp', recipient_type: 'individual', ...(to && { to }), ...message },
  });

export const text = (body: string) => ({ type: 'text', text: { body } });

/** Sends it and returns its id. */
export const sent = async (lab: Pick<Lab, 'apiRoot'>, message: object, to = ANA): Promise<string> =>
  (await send(lab, message, to)).body.messages[0].id;
