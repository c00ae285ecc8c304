import type { Hono } from 'hono';
import type { Random } from '../../domain/clock.ts';
import { type Clock, sleep } from '../../domain/clock.ts';
import type { Answer } from '../../ports.ts';
import type { Owner, Scheduler } from './scheduler.ts';

/** The server's end of the wire while it lives. */
export interface Life extends Owner {
  answer: Answer | null;
  /** Rejects when it dies. */
  died: Promise<never>;
}

export interface NetworkOptions {
  scheduler: Scheduler;
  random: Random;
  clock: Clock;
  /** How likely a request is refused, and how likely its answer is lost after it took effect. */
  faultRate: number;
  providers: Hono;
  /** Whoever listens now; null while the server is down. */
  alive(): Life | null;
}

/** The network between server and providers, without sockets: refuses now and then, and loses answers. */
export function unreliableNetwork(options: NetworkOptions) {
  const { scheduler, random, clock, faultRate, providers } = options;
  const world: Owner = { name: 'providers', isDead: false };
  const faults = { refused: 0, lost: 0 };

  async function through(carry: () => Response | Promise<Response>): Promise<Response> {
    const [isRefused, isLost] = [random.fraction() < faultRate, random.fraction() < faultRate];
    if (isRefused) {
      faults.refused++;
      throw broken('ECONNREFUSED');
    }
    const response = await carry();
    if (!isLost) return response;
    faults.lost++;
    throw broken('ECONNRESET');
  }

  /** How the server asks a provider. */
  function outwards(life: Life): typeof fetch {
    return (input, init) => {
      const request = new Request(String(input), { ...init, signal: null } as RequestInit);
      const name = `${request.method} ${new URL(request.url).pathname.split('/').at(-1)}`;
      return scheduler.pass({ owner: life, name, kind: 'request' }, () =>
        through(() => providers.fetch(request)),
      );
    };
  }

  function knock(url: string, init?: RequestInit): Promise<Response> {
    const { pathname } = new URL(url);
    return scheduler.pass({ owner: world, name: `webhook ${pathname}`, kind: 'request' }, () => {
      const life = options.alive();
      if (!life?.answer) return Promise.reject(broken('ECONNREFUSED'));
      const answer = life.answer;
      return through(() => Promise.race([answer(new Request(url, init), {}), life.died]));
    });
  }

  /** Twilio tries a message again only where the number's webhook says so (`#rc=5&rp=all`), as here. */
  async function knockAgain(url: string, init?: RequestInit): Promise<Response> {
    for (let tries = 1; ; tries++) {
      const response = await knock(url, init).catch((error: unknown) => {
        if (tries === 20) throw error;
        return null;
      });
      if (response && (response.status < 500 || tries === 20)) return response;
      await sleep(clock, 5_000);
    }
  }

  const inwards: typeof fetch = (input, init) =>
    String(input).endsWith('/incoming-sms') ? knockAgain(String(input), init) : knock(String(input), init);
  return { outwards, inwards, faults };
}

const broken = (code: string) => Object.assign(new Error(`simulated ${code}`), { code });
