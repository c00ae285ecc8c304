import type { MessagePort } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { Unavailable } from '../../domain/errors.ts';

/** Mails that are worked on at the same time. */
const mostAtOnce = 4;
const resourceLimits = { maxOldGenerationSizeMb: 512 };

/**
 * Where strangers' mails are read and checked: a megabyte of empty lines takes libraries half a minute, in which a thread that
 * does anything else would keep everybody waiting. Begins with the first mail.
 */
export class MailThreads {
  private pool: Promise<Piscina> | null = null;
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private isStopping = false;

  constructor(private readonly longestMs = 45_000) {}

  /**
   * @param task what `thread.js` exports
   * @param port for questions while it lasts
   * @throws {Unavailable} where it was ended by a stop, and the mail should come again
   * @throws what the task throws, or an `AbortError` where it took too long
   */
  async run<T>(task: 'authenticate' | 'read', asked: object, port?: MessagePort): Promise<T> {
    if (this.running === mostAtOnce) await new Promise<void>((begin) => this.waiting.push(begin));
    else this.running++;
    try {
      this.pool ??= openPool();
      const pool = await this.pool;
      const transferList = port ? [port] : [];
      const signal = AbortSignal.timeout(this.longestMs);
      return await pool.run(asked, { name: task, transferList, signal });
    } catch (error) {
      throw this.isStopping ? new Unavailable(error) : error;
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }

  /** What is under way fails. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await (await this.pool)?.destroy();
  }
}

/** Needed by those alone who get mail: it would hold up every start. */
async function openPool(): Promise<Piscina> {
  const { Piscina } = await import('piscina');
  const filename = new URL('./thread.js', import.meta.url).href;
  return new Piscina({
    filename,
    minThreads: 0,
    maxThreads: mostAtOnce,
    idleTimeout: 60_000,
    resourceLimits,
  });
}
