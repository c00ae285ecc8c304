import type { Hono } from 'hono';
import type { Channel, Receive } from '../../domain/channel.ts';
import type { Clock } from '../../domain/clock.ts';
import type { NewId } from '../../domain/id.ts';
import type { Log } from '../../domain/log.ts';
import { type Loop, startLoop } from '../../domain/loop.ts';
import { type Files, filesAt } from './files.ts';
import { type GraphAccess, graphOver } from './graph.ts';
import { incoming } from './incoming.ts';
import { introduce } from './introduce.ts';
import { whatsappChannel } from './send.ts';
import { type Templates, templatesOf } from './templates.ts';
import { uploadsTo } from './uploads.ts';
import { webhookPath, webhookRoutes } from './webhook.ts';

export interface WhatsappBotOptions extends GraphAccess {
  /** Meta's id of our number, and the account of its events. */
  phoneNumberId: string;
  /** Whose templates and webhooks they are; without it there are no templates, and Meta is told of no webhook. */
  businessAccountId: string | null;
  /** Any word of ours, which Meta shows in the handshake. */
  verifyToken: string;
  /** Of Meta's app; it signs each webhook. */
  appSecret: string;
  /** Where Meta can reach us; subscribed to if it is https. */
  publicUrl: string | null;
  /** Told everything that came in, also what is ignored, with the reason for its log line. */
  receive: Receive;
  log: Log;
  clock: Clock;
  /** Makes the correlation id of each webhook. */
  newId: NewId;
}

export interface WhatsappBot {
  channel: Channel;
  routes: Hono;
  templates: Templates;
  /** What people sent, by the ids in `Said`. */
  files: Files;
  /**
   * Resolves when messages can come in; tries on while Meta cannot be reached.
   * @throws {Error} where Meta refuses the token, the number or the webhook
   */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Our number, for links (`wa.me/…`), known once started. */
  number(): string | null;
}

/** Webhooks tell of changes at once; this is for what they missed. */
const syncEveryMs = 3_600_000;

/** WhatsApp by the Cloud API: its way out, its webhook's routes, its templates. Needs no network until it starts. */
export function whatsappBot(options: WhatsappBotOptions): WhatsappBot {
  const { phoneNumberId, businessAccountId, clock, log } = options;
  const graph = graphOver(options);
  const templates = templatesOf(graph, businessAccountId ?? '');
  const stopping = new AbortController();
  let syncing: Loop | null = null;
  let number: string | null = null;
  const handle = incoming({ ...options, graph, templates, sync: () => syncing?.wake() });
  return {
    channel: whatsappChannel({
      ...{ graph, phoneNumberId, templates },
      uploads: uploadsTo(graph, { phoneNumberId, clock }),
    }),
    routes: webhookRoutes({ ...options, handle }),
    templates,
    files: filesAt(graph, phoneNumberId),
    number: () => number,
    async start() {
      const webhook = webhookOf(options);
      number = await introduce({ ...options, graph, webhook, signal: stopping.signal });
      if (stopping.signal.aborted || !businessAccountId) return;
      syncing = startLoop('WhatsApp templates', { clock, log, everyMs: syncEveryMs }, async () => {
        await templates.sync();
        return false;
      });
    },
    async stop() {
      stopping.abort();
      await syncing?.stop();
    },
  };
}

function webhookOf({ publicUrl, verifyToken }: WhatsappBotOptions) {
  if (!publicUrl?.startsWith('https://')) return null;
  return { url: publicUrl.replace(/\/$/, '') + webhookPath, verifyToken };
}
