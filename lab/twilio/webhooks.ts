import { signature } from './signature.ts';
import type { World } from './world.ts';

/** What a webhook answered; `status` 0 where nothing came. */
export interface WebhookAnswer {
  status: number;
  body: string;
}

/** Twilio waits so long (https://www.twilio.com/docs/errors/11200). */
const TIMEOUT_MS = 15_000;

/** Posts signed webhooks. None is tried again, as Twilio does it: the list of messages has what was missed. */
export class Webhooks {
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly world: World,
    private readonly fetch: typeof globalThis.fetch,
  ) {}

  post(url: string, parameters: Record<string, string>): Promise<WebhookAnswer> {
    const posted = this.send(url, parameters);
    return this.watch(posted);
  }

  /** Keeps `idle` waiting for it. */
  watch<Result>(work: Promise<Result>): Promise<Result> {
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work));
    return work;
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
  }

  stop() {
    this.stopping.abort();
  }

  private async send(url: string, parameters: Record<string, string>): Promise<WebhookAnswer> {
    const timeout = new AbortController();
    const cancel = this.world.clock.after(TIMEOUT_MS, () => timeout.abort());
    const { authToken } = this.world.account;
    try {
      const response = await this.fetch(url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
          'User-Agent': 'TwilioProxy/1.1',
          'X-Twilio-Signature': signature(authToken, url, parameters),
        },
        body: new URLSearchParams(parameters).toString(),
        signal: AbortSignal.any([timeout.signal, this.stopping.signal]),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      // Refused, reset or too slow: to Twilio these are one, error 11200.
      return { status: 0, body: '' };
    } finally {
      cancel();
    }
  }
}
