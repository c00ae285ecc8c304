import { isObject } from './arguments.ts';
import { type Call, callFrom } from './params.ts';
import type { BotState, PendingUpdate, WebhookState } from './state.ts';
import type { World } from './world.ts';

/** The first wait after a failed delivery; it doubles up to a minute. */
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;
const READ_TIMEOUT_MS = 60_000;

/** One chat's delivery that is under way, or waits for another try; all begin anew after a restart. */
interface Lane {
  botId: number;
  chatId: number;
  failures: number;
}

/** Posts updates to webhooks: in order within a chat, at most `max_connections` at once, again until it gets a 2xx. */
export class Webhooks {
  private readonly lanes = new Map<number, Map<number, Lane>>();
  private isStopped = false;

  constructor(
    private readonly world: World,
    /** Runs the method that a webhook's answer may hold. */
    private readonly runReply: (bot: BotState, call: Call) => unknown,
    private readonly fetch: typeof globalThis.fetch,
  ) {
    world.onChange((change) => {
      if (change.kind === 'restored') this.lanes.clear();
      if (change.kind === 'update' || change.kind === 'restored') this.wake();
    });
  }

  stop() {
    this.isStopped = true;
  }

  /** Starts whatever delivery can start now. */
  wake() {
    if (this.isStopped) return;
    for (const bot of Object.values(this.world.state.bots)) {
      const { webhook } = bot;
      if (webhook) this.wakeBot(bot, webhook);
    }
  }

  /** Stops looking as soon as every connection is taken: a thousand waiting chats cost no more than forty. */
  private wakeBot(bot: BotState, webhook: WebhookState) {
    for (const pending of bot.updates) {
      const lane: Lane = { botId: bot.user.id, chatId: pending.chatId, failures: 0 };
      if (this.busy(lane.botId).size >= webhook.maxConnections) return;
      if (this.busy(lane.botId).has(lane.chatId)) continue;
      this.busy(lane.botId).set(lane.chatId, lane);
      void this.deliver({ bot, webhook, pending, lane });
    }
  }

  private busy(botId: number): Map<number, Lane> {
    const lanes = this.lanes.get(botId) ?? new Map<number, Lane>();
    this.lanes.set(botId, lanes);
    return lanes;
  }

  private async deliver(job: { bot: BotState; webhook: WebhookState; pending: PendingUpdate; lane: Lane }) {
    const { bot, webhook, pending, lane } = job;
    const outcome = await this.post(webhook, pending);
    if (bot.webhook !== webhook) return this.free(lane);
    if (outcome.problem === null) {
      if (pending.extraDeliveries > 0) pending.extraDeliveries--;
      else bot.updates = bot.updates.filter((one) => one !== pending);
      this.obey(bot, outcome.body);
      return this.free(lane);
    }
    webhook.lastErrorAt = this.world.nowSeconds();
    webhook.lastErrorMessage = outcome.problem;
    const waitMs = Math.min(FIRST_RETRY_MS * 2 ** lane.failures++, LAST_RETRY_MS);
    this.world.clock.after(outcome.retryAfterMs ?? waitMs, () => {
      if (bot.webhook === webhook && !this.isStopped) void this.deliver(job);
      else this.free(lane);
    });
  }

  private free(lane: Lane) {
    if (this.busy(lane.botId).get(lane.chatId) === lane) this.busy(lane.botId).delete(lane.chatId);
    this.wake();
  }

  private async post(webhook: WebhookState, pending: PendingUpdate): Promise<Outcome> {
    const abort = new AbortController();
    const cancel = this.world.clock.after(READ_TIMEOUT_MS, () => abort.abort());
    const headers = new Headers({ 'content-type': 'application/json' });
    if (webhook.secretToken) headers.set('x-telegram-bot-api-secret-token', webhook.secretToken);
    try {
      const response = await this.fetch(webhook.url, {
        method: 'POST',
        headers,
        body: JSON.stringify(pending.update),
        signal: abort.signal,
        redirect: 'manual',
      });
      return await outcomeOf(response);
    } catch (error) {
      const problem = abort.signal.aborted ? 'Read timeout expired' : connectionProblem(error);
      return { problem, body: '' };
    } finally {
      cancel();
    }
  }

  /** A webhook may answer with a method to be called; nobody hears how that went. */
  private obey(bot: BotState, body: string) {
    let values: unknown;
    try {
      values = JSON.parse(body);
    } catch {
      return;
    }
    if (!isObject(values) || typeof values.method !== 'string') return;
    const { method, ...params } = values;
    this.runReply(bot, callFrom(method as string, params));
  }
}

interface Outcome {
  /** In the words of `last_error_message`; `null` after a 2xx. */
  problem: string | null;
  body: string;
  retryAfterMs?: number;
}

async function outcomeOf(response: Response): Promise<Outcome> {
  const body = await response.text();
  if (response.ok) return { problem: null, body };
  const retryAfter = Number(response.headers.get('retry-after'));
  return {
    problem: `Wrong response from the webhook: ${response.status} ${response.statusText}`,
    body,
    ...(retryAfter > 0 && { retryAfterMs: retryAfter * 1000 }),
  };
}

function connectionProblem(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  if (cause?.code === 'ECONNREFUSED') return 'Connection refused';
  if (cause?.code === 'ENOTFOUND') return 'Failed to resolve host: Name or service not known';
  return 'Connection closed';
}
