import { createHash } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import {
  type EmulatorOptions,
  type TelegramEmulator,
  telegramEmulator,
} from '../../../lab/telegram/emulator.ts';
import { checkCall, checkObject, checkResult } from './apiSpec.ts';

export const TOKEN = '4242:AAH-lab-bot';
export const BOT = { token: TOKEN, username: 'homeroom_bot', name: 'Homeroom' };

/** A clock that moves only when the test says so. */
export class TestClock {
  private ms = Date.parse('2026-05-01T12:00:00Z');
  private timers: { at: number; callback: () => void }[] = [];

  now = () => new Date(this.ms);

  after = (ms: number, callback: () => void) => {
    const timer = { at: this.ms + ms, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  };

  skip(ms: number) {
    const until = this.ms + ms;
    for (;;) {
      const [next] = this.timers.filter((one) => one.at <= until).toSorted((a, b) => a.at - b.at);
      if (!next) break;
      this.ms = next.at;
      this.timers = this.timers.filter((one) => one !== next);
      next.callback();
    }
    this.ms = until;
  }

  /** When the next timer is due, from now. */
  get nextMs() {
    return Math.min(...this.timers.map((one) => one.at)) - this.ms;
  }

  get waiting() {
    return this.timers.length;
  }
}

/** Chance that is the same in every run. */
export function seededRandom(seed: string) {
  let count = 0;
  return {
    bytes: (length: number) => createHash('sha512').update(`${seed}${count++}`).digest().subarray(0, length),
  };
}

export interface Lab {
  telegram: TelegramEmulator;
  clock: TestClock;
  root: string;
  /** Calls a method with JSON, past any client. */
  call(method: string, params?: object, token?: string): Promise<Reply>;
  close(): Promise<void>;
}

export interface Reply {
  status: number;
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

/** The emulator on a real port, mounted as the Lab mounts it. */
export async function openLab(options: Partial<EmulatorOptions> = {}): Promise<Lab> {
  const clock = new TestClock();
  const telegram = telegramEmulator({ clock, random: seededRandom('lab'), bots: [BOT], ...options });
  const app = new Hono().route('/lab/telegram', telegram.routes);
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const made = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(made));
  });
  const address = server.address() as { port: number };
  const root = `http://127.0.0.1:${address.port}/lab/telegram`;
  return {
    telegram,
    clock,
    root,
    async call(method, params = {}, token = TOKEN) {
      const response = await fetch(`${root}/bot${token}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(params),
      });
      return { status: response.status, ...((await response.json()) as Omit<Reply, 'status'>) };
    },
    close: () =>
      new Promise((resolve, reject) => {
        telegram.stop();
        const complaints = complaintsOf(telegram);
        server.close(() => (complaints.length > 0 ? reject(new Error(complaints.join('\n'))) : resolve()));
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** Waits until a claim is true of what other code is doing right now; no time passes but that of the event loop. */
export async function until(claim: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await claim())) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits until a long poll is being held open. */
export const untilHeld = (lab: Lab) => until(() => lab.clock.waiting > 0);

/** What the specification says against the calls that were accepted, their answers, and the updates still waiting. */
function complaintsOf(telegram: TelegramEmulator): string[] {
  const calls = telegram.calls.flatMap(({ method, params, files, answer }) =>
    answer?.ok ? [...checkCall(method, params, files), ...checkResult(method, answer.result)] : [],
  );
  const waiting = Object.values(telegram.snapshot().bots).flatMap((bot) => bot.updates);
  return [...calls, ...waiting.flatMap(({ update }) => checkObject('Update', update))];
}
