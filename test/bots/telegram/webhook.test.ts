import { describe, expect, it, vi } from 'vitest';
import { webhookRoutes } from '../../../bots/telegram/webhook.ts';
import { silent } from '../../../domain/log.ts';
import { emulated, listen } from './emulated.ts';
import { messageUpdate } from './updates.ts';

const body = JSON.stringify(messageUpdate({ text: 'Hi' }));

describe('the webhook', () => {
  it('answers after the commit', async () => {
    const order: string[] = [];
    const handle = async () => {
      await Promise.resolve();
      order.push('committed');
    };
    const answer = await post({ handle }).then((response) => {
      order.push('answered');
      return response;
    });
    expect(answer.status).toBe(200);
    expect(order).toEqual(['committed', 'answered']);
  });

  it('asks for the update again where the commit failed', async () => {
    const handle = () => Promise.reject(new Error('the database is away'));
    expect((await post({ handle })).status).toBe(503);
  });

  it('is given again by Telegram what was not committed', async () => {
    const telegram = await emulated();
    const handled: unknown[] = [];
    const handle = async (updates: unknown[]) => {
      handled.push(...updates);
      if (handled.length === 1) throw new Error('the database is away');
    };
    const ours = await listen(webhookRoutes({ secret: 'hush', handle, log: silent }));
    const atTelegram = () => telegram.emulator.snapshot().bots[42]!;

    await telegram.api.setWebhook(`${ours.root}/webhooks/telegram`, { secret_token: 'hush' });
    await vi.waitFor(() => expect(atTelegram().webhook?.lastErrorMessage).toMatch(/503/));
    telegram.clock.advance(1_000);
    await vi.waitFor(() => expect(atTelegram().updates).toEqual([]));
    expect(handled).toEqual([handled[0], handled[0]]);
    ours.close();
    telegram.close();
  });

  it.each<[label: string, request: Partial<Request>, status: number]>([
    ['no secret', { secret: null }, 401],
    ['a wrong secret', { secret: 'hunch' }, 401],
    ['a longer secret', { secret: 'hush!' }, 401],
    ['an empty secret where none is set', { secret: '', known: '' }, 401],
    ['malformed JSON', { body: '{"update_id": 9' }, 400],
    ['JSON that is no update', { body: '{"message": {}}' }, 400],
    ['no body', { body: '' }, 400],
    ['10 MB', { body: `{"update_id": 9, "x": "${'x'.repeat(10 * 1024 * 1024)}"}` }, 413],
    ['10 MB without a length', { body: inPieces('x'.repeat(1024 * 1024), 10) }, 413],
    ['10 MB and a wrong secret, unread', { body: 'x'.repeat(10 * 1024 * 1024), secret: 'hunch' }, 401],
  ])('refuses %s', async (_, request, status) => {
    const handled: unknown[] = [];
    const handle = async (updates: unknown[]) => void handled.push(...updates);
    expect((await post({ ...request, handle })).status).toBe(status);
    expect(handled).toEqual([]);
  });
});

interface Request {
  handle(updates: unknown[]): Promise<void>;
  body: string | ReadableStream;
  secret: string | null;
  known: string;
}

async function post({
  handle = async () => undefined,
  secret = 'hush',
  known = 'hush',
  ...request
}: Partial<Request>): Promise<Response> {
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    body: request.body ?? body,
    duplex: 'half',
    headers: secret === null ? {} : { 'X-Telegram-Bot-Api-Secret-Token': secret },
  };
  return webhookRoutes({ secret: known, handle, log: silent }).request('/webhooks/telegram', init);
}

function inPieces(piece: string, count: number): ReadableStream {
  let left = count;
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new TextEncoder().encode(piece));
      else controller.close();
    },
  });
}
