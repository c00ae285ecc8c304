import type { Hono } from 'hono';
import { type Clock, type Random, sleep } from '../../domain/clock.ts';
import type { Answer } from '../../ports.ts';
import { type Owner, outside } from './owner.ts';
import type { Scheduler } from './scheduler.ts';

/** A server's end of the wire while it lives. */
export interface Listener extends Owner {
  answer: Answer | null;
  /** Rejects when it dies. */
  died: Promise<never>;
}

export interface NetworkOptions {
  scheduler: Scheduler;
  random: Random;
  clock: Clock;
  /** How likely each fault is at a request. */
  faultRate: number;
  providers: Hono;
  /** Those who listen now. */
  listeners(): Listener[];
}

/** When somebody was written to: a chat, or a phone number. */
export interface Send {
  at: Date;
  to: string;
}

/** How long whoever asks waits for an answer before giving up. */
const timeoutMs = 8_000;
/** How late something comes at most. */
const longestDelayMs = 4_000;

/** The network between servers and providers, without sockets: it refuses, loses, delays and repeats. */
export function unreliableNetwork(options: NetworkOptions) {
  const { scheduler, random, clock, providers } = options;
  const faults = { refused: 0, lost: 0, late: 0, timedOut: 0, repeated: 0 };
  /** Every message that was sent, whatever became of it. */
  const sends: Send[] = [];
  const network = { isCalm: false, outwards, inwards: inwards as typeof fetch, faults, sends };
  return network;

  /** Draws whether a fault strikes: always, so that calm changes nothing else. */
  function strikes(kind: keyof typeof faults): boolean {
    const isStruck = random.fraction() < options.faultRate && !network.isCalm;
    if (isStruck) faults[kind]++;
    return isStruck;
  }

  async function through(carry: () => Response | Promise<Response>): Promise<Response> {
    const [isRefused, isLost, isTimedOut] = [strikes('refused'), strikes('lost'), strikes('timedOut')];
    const delayMs = random.fraction() * longestDelayMs;
    if (isRefused) throw broken('ECONNREFUSED');
    if (strikes('late')) await sleep(clock, delayMs);
    const response = await carry();
    if (isTimedOut) {
      await sleep(clock, timeoutMs);
      throw broken('ETIMEDOUT');
    }
    if (isLost) throw broken('ECONNRESET');
    return response;
  }

  /** How a server asks a provider. */
  function outwards(life: Owner): typeof fetch {
    return (input, init) => {
      const request = new Request(String(input), { ...init, signal: null } as RequestInit);
      const name = `provider ${request.method} ${new URL(request.url).pathname.split('/').at(-1)}`;
      return scheduler.pass({ owner: life, name, kind: 'request' }, () => {
        const to = addressee(name, init?.body);
        if (to) sends.push({ at: clock.now(), to });
        return through(() => providers.fetch(request));
      });
    };
  }

  /** One try; whoever stands in front of several servers chooses one of them. */
  function knock(url: string, init?: RequestInit): Promise<Response> {
    const { pathname } = new URL(url);
    return scheduler.pass({ owner: outside, name: `webhook ${pathname}`, kind: 'request' }, () =>
      through(() => {
        const up = options.listeners().filter(({ answer }) => answer);
        const life = up[Math.floor(random.fraction() * up.length)];
        if (!life?.answer) return Promise.reject(broken('ECONNREFUSED'));
        return inTime(Promise.race([life.answer(new Request(url, init), {}), life.died]));
      }),
    );
  }

  /** Whoever asked gives up; who was asked goes on. */
  async function inTime<T>(answer: Promise<T>): Promise<T> {
    const isOver = new AbortController();
    const late = sleep(clock, timeoutMs, isOver.signal).then(() => {
      throw broken('ETIMEDOUT');
    });
    late.catch(() => undefined);
    try {
      return await Promise.race([answer, late]);
    } finally {
      isOver.abort();
    }
  }

  /** How providers call webhooks; some come twice, the second time a little later. */
  function inwards(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
    const url = String(input);
    const { signal: _, ...given } = init ?? {};
    const again = random.fraction() * longestDelayMs;
    if (strikes('repeated'))
      void sleep(clock, again)
        .then(() => knock(url, given))
        .catch(() => undefined);
    return knock(url, given);
  }
}

function addressee(name: string, body: unknown): string | null {
  if (name.endsWith('POST Messages.json')) return new URLSearchParams(String(body)).get('To');
  if (!name.endsWith('POST sendMessage')) return null;
  return String((JSON.parse(String(body)) as { chat_id: unknown }).chat_id);
}

const broken = (code: string) => Object.assign(new Error(`simulated ${code}`), { code });
