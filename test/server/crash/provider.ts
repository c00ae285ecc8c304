import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atEnd } from '../../support/atEnd.ts';
import { signed } from './signed.ts';

/** What a provider was sent. */
export interface Taken {
  to: string;
  text: string;
  /** What the first button brings back, where there is one. */
  button: string | null;
}

/** Telegram and WhatsApp in so far as they note what they take: for many messages, where the Lab would be the slow one. */
export type Provider = Awaited<ReturnType<typeof startProvider>>;

/** What is known to the server as its credentials. */
const credentials = {
  TELEGRAM_BOT_TOKEN: '7000001:AAE-nobody-reads-this-token',
  WHATSAPP_PHONE_NUMBER_ID: '100000000000001',
  WHATSAPP_BUSINESS_ACCOUNT_ID: '200000000000002',
  WHATSAPP_ACCESS_TOKEN: 'EAA-nobody-reads-this-one-either',
  WHATSAPP_APP_SECRET: 'app-secret-of-nobody',
};

/** So long after it took a message the provider answers: whoever dies meanwhile never hears that it was taken. */
const answerMs = 40;
/** How long Telegram holds a request for updates; short, as the processes that ask are not long-lived. */
const pollMs = 2_000;
const retryMs = 500;

export async function startProvider() {
  const taken = new Map<string, Taken[]>();
  const updates: { update_id: number }[] = [];
  let serial = 0;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  // A connection that it closes just when it is used again would be one more send that nobody heard of.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url!, root).pathname;
    const body = await jsonOf(request);
    const result = path.startsWith('/bot')
      ? await telegram(path.split('/').at(-1)!, body)
      : whatsapp(path, body);
    const isSend = /\/(sendMessage|editMessageText|messages)$/.test(path);
    if (isSend) await new Promise((resolve) => setTimeout(resolve, answerMs));
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  }

  async function telegram(method: string, body: Body): Promise<object> {
    if (method === 'getMe') return { ok: true, result: us };
    if (method === 'getUpdates') return { ok: true, result: await newUpdates(Number(body.offset ?? 0)) };
    if (method !== 'sendMessage' && method !== 'editMessageText') return { ok: true, result: true };
    const chat = { id: Number(body.chat_id), type: 'private', first_name: 'T' };
    const button = body.reply_markup?.inline_keyboard?.[0]?.[0]?.callback_data ?? null;
    if (method === 'sendMessage') note({ to: String(body.chat_id), text: body.text ?? '', button });
    const message = { message_id: ++serial, date: seconds(), chat, from: us, text: body.text ?? '' };
    return { ok: true, result: message };
  }

  async function newUpdates(offset: number): Promise<object[]> {
    const waiting = () => updates.filter((update) => update.update_id >= offset).slice(0, 100);
    if (waiting().length === 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * pollMs));
    return waiting();
  }

  function whatsapp(path: string, body: Body): object {
    if (path.endsWith('/message_templates')) return { data: [] };
    if (!path.endsWith('/messages')) return { id: '1', display_phone_number: '+1 500 555 0007' };
    // The mark that a message was read comes by the same way.
    if (body.status === 'read') return { success: true };
    const { interactive } = body;
    const text = interactive?.body?.text ?? body.text?.body ?? '';
    note({ to: body.to ?? '', text, button: interactive?.action?.buttons?.[0]?.reply?.id ?? null });
    return { messaging_product: 'whatsapp', messages: [{ id: `wamid.${++serial}` }] };
  }

  function note(message: Taken): void {
    taken.set(message.to, [...(taken.get(message.to) ?? []), message]);
  }

  /** As Meta does it: until it is answered by 200. */
  async function post(url: string, payload: object): Promise<void> {
    const request = signed(credentials.WHATSAPP_APP_SECRET, payload);
    for (;;) {
      const response = await fetch(`${url}/webhooks/whatsapp`, request).catch(() => null);
      if (response?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }

  return {
    environment: { ...credentials, TELEGRAM_API_ROOT: root, WHATSAPP_API_ROOT: `${root}/graph` },
    /** What was taken for somebody, in its order. */
    takenFor: (to: string) => taken.get(to) ?? [],
    /** Somebody writes to the bot, or presses a button. */
    tell: (update: object) => void updates.push({ update_id: updates.length + 1, ...update }),
    post,
    phoneNumberId: credentials.WHATSAPP_PHONE_NUMBER_ID,
  };
}

/** What is looked at of a request to either. */
interface Body {
  offset?: number;
  chat_id?: string | number;
  text?: string & { body?: string };
  status?: string;
  to?: string;
  reply_markup?: { inline_keyboard?: { callback_data?: string }[][] };
  interactive?: { body?: { text?: string }; action?: { buttons?: { reply?: { id: string } }[] } };
}

const us = { id: 7_000_001, is_bot: true, first_name: 'Homeroom', username: 'homeroom_bot' };
const seconds = () => Math.floor(Date.now() / 1_000);

async function jsonOf(request: IncomingMessage): Promise<Body> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text.startsWith('{') ? (JSON.parse(text) as Body) : {};
}
