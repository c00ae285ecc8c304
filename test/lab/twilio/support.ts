import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import twilio from 'twilio';
import {
  type TwilioEmulator,
  type TwilioEmulatorOptions,
  twilioEmulator,
} from '../../../lab/twilio/emulator.ts';
import { type FakeClock, fakeClock } from '../../support/clock.ts';
import { seededRandom } from '../../support/random.ts';

export const ACCOUNT = {
  accountSid: 'AC00000000000000000000000000000042',
  authToken: 'lab-token',
  phoneNumber: '+15550100000',
};
export const ANA = '+15550100001';
export const BEN = '+15550100002';

/** A webhook as the application's side got it. */
export interface Posted {
  path: string;
  parameters: Record<string, string>;
  signature: string;
}

export interface Lab {
  emulator: TwilioEmulator;
  clock: FakeClock;
  /** What the application mounts beside the emulator. */
  app: Hono;
  origin: string;
  apiRoot: string;
  /** Webhooks that nothing mounted on `app` has taken. */
  posted: Posted[];
  /** What those are answered. */
  answer: { status: number; body: string };
  /** Lets time pass, and everything that came due be posted and answered. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** The emulator on loopback, with an application that only remembers what it is told. */
export async function openLab(options: Partial<TwilioEmulatorOptions> = {}): Promise<Lab> {
  const clock = fakeClock('2026-05-01T12:00:00.250Z');
  const app = new Hono();
  const posted: Posted[] = [];
  const answer = { status: 200, body: '<Response/>' };
  const server = serve({ fetch: (request, env) => app.fetch(request, env), port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const webhookUrl = `${origin}/webhooks/twilio/incoming-sms`;
  const emulator = twilioEmulator({ ...ACCOUNT, clock, random: seededRandom(), webhookUrl, ...options });
  app.route('/lab/twilio', emulator.routes);
  app.notFound(async (c) => {
    const parameters = Object.fromEntries(new URLSearchParams(await c.req.text()));
    const signature = c.req.header('X-Twilio-Signature') ?? '';
    posted.push({ path: c.req.path, parameters, signature });
    return c.body(answer.body, answer.status as 200, { 'Content-Type': 'text/xml' });
  });
  return {
    emulator,
    clock,
    app,
    origin,
    apiRoot: `${origin}/lab/twilio`,
    posted,
    answer,
    async pass(ms) {
      for (const until = clock.now().getTime() + ms; clock.now().getTime() < until; ) {
        clock.advance(Math.min(100, until - clock.now().getTime()));
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

/** The real client, aimed at the emulator; nothing else is changed. */
export function realClient(apiRoot: string, token = ACCOUNT.authToken) {
  const http = new twilio.RequestClient({ timeout: 2_000 });
  const request = http.request.bind(http);
  http.request = <Body>(options: Parameters<typeof request<Body>>[0]) =>
    request<Body>({ ...options, uri: options.uri.replace('https://api.twilio.com', apiRoot) });
  return twilio(ACCOUNT.accountSid, token, { httpClient: http });
}
