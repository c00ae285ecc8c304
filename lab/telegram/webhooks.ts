import { flag, integer, isObject, text } from './arguments.ts';
import type { Method } from './method.ts';
import { type Call, callFrom } from './params.ts';
import { badRequest } from './refusal.ts';
import type { BotState, PendingUpdate, WebhookState } from './state.ts';
import { rememberAllowed } from './updates.ts';
import { checkWebhookUrl } from './webhookUrl.ts';
import type { World } from './world.ts';

/** The first wait after a failed delivery; it doubles up to a minute. */
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;
const READ_TIMEOUT_MS = 60_000;

/** Deliveries that are under way or wait for another try; they begin anew after a restart. */
interface Lane {
  isBusy: boolean;
  failures: number;
}

/** Posts updates to webhooks: in order within a chat, at most `max_connections` at once, again until it gets a 2xx. */
export class Webhooks {
  private readonly lanes = new Map<string, Lane>();
  private isStopped = false;

  constructor(
    private readonly world: World,
    /** Runs the method that a webhook's answer may hold. */
    private readonly runReply: (bot: BotState, call: Call) => unknown,
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

  private wakeBot(bot: BotState, webhook: WebhookState) {
    const seen = new Set<number>();
    for (const pending of bot.updates) {
      if (seen.has(pending.chatId)) continue;
      seen.add(pending.chatId);
      const key = `${bot.user.id}/${pending.chatId}`;
      const lane = this.lanes.get(key) ?? { isBusy: false, failures: 0 };
      if (lane.isBusy || this.busyLanes(bot) >= webhook.maxConnections) continue;
      lane.isBusy = true;
      this.lanes.set(key, lane);
      void this.deliver({ bot, webhook, pending, lane });
    }
  }

  private busyLanes(bot: BotState): number {
    const own = [...this.lanes].filter(([key, lane]) => lane.isBusy && key.startsWith(`${bot.user.id}/`));
    return own.length;
  }

  private async deliver(job: { bot: BotState; webhook: WebhookState; pending: PendingUpdate; lane: Lane }) {
    const { bot, webhook, pending, lane } = job;
    const outcome = await this.post(webhook, pending);
    if (bot.webhook !== webhook) return this.free(lane);
    if (outcome.problem === null) {
      lane.failures = 0;
      if (pending.extraDeliveries > 0) pending.extraDeliveries--;
      else bot.updates = bot.updates.filter((one) => one !== pending);
      this.obey(bot, outcome.body);
      return this.free(lane);
    }
    webhook.lastErrorAt = this.world.nowSeconds();
    webhook.lastErrorMessage = outcome.problem;
    const waitMs = Math.min(FIRST_RETRY_MS * 2 ** lane.failures++, LAST_RETRY_MS);
    this.world.clock.after(outcome.retryAfterMs ?? waitMs, () => this.free(lane));
  }

  private free(lane: Lane) {
    lane.isBusy = false;
    this.wake();
  }

  private async post(webhook: WebhookState, pending: PendingUpdate): Promise<Outcome> {
    const abort = new AbortController();
    const cancel = this.world.clock.after(READ_TIMEOUT_MS, () => abort.abort());
    const headers = new Headers({ 'content-type': 'application/json' });
    if (webhook.secretToken) headers.set('x-telegram-bot-api-secret-token', webhook.secretToken);
    try {
      const response = await fetch(webhook.url, {
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

/** https://core.telegram.org/bots/api#setwebhook */
export const setWebhook: Method = (context) => {
  const { bot, call, polling, webhooks } = context;
  const url = text(call, 'url').trim();
  if (url === '') return deleteWebhook(context);
  checkWebhookUrl(url);
  const secretToken = readSecret(text(call, 'secret_token'));
  rememberAllowed(bot, call);
  if (flag(call, 'drop_pending_updates')) bot.updates = [];
  polling.terminate(bot, 'terminated by setWebhook request');
  const maxConnections = integer(call, 'max_connections', { min: 1, max: 100, otherwise: 40 });
  bot.webhook = { url, secretToken, maxConnections, lastErrorAt: null, lastErrorMessage: null };
  webhooks.wake();
  return true;
};

export const deleteWebhook: Method = ({ bot, call }) => {
  bot.webhook = null;
  if (flag(call, 'drop_pending_updates')) bot.updates = [];
  return true;
};

export const getWebhookInfo: Method = ({ bot }) => {
  const { webhook } = bot;
  return {
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: bot.updates.length,
    ...(webhook && { max_connections: webhook.maxConnections }),
    ...(webhook?.lastErrorAt && { last_error_date: webhook.lastErrorAt }),
    ...(webhook?.lastErrorMessage && { last_error_message: webhook.lastErrorMessage }),
    ...(bot.allowedUpdates.length > 0 && { allowed_updates: bot.allowedUpdates }),
  };
};

function readSecret(secret: string): string | null {
  if (secret.length > 256) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
  return secret || null;
}
