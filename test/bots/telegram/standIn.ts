import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';

export interface Call {
  method: string;
  params: Record<string, unknown>;
}

interface Refusal {
  error_code: number;
  description: string;
  parameters?: { retry_after: number };
}

/** What becomes of a call: done, refused, or done by a proxy that answers with a page of its own. */
type Plan = 'accept' | 'answer with a page' | Refusal;

/** A Bot API of a few lines, that notes what it is asked and refuses what a test wants refused. */
export async function standIn() {
  const calls: Call[] = [];
  const plans: { method: string; plan: Plan }[] = [];
  const updates: { update_id: number }[] = [];
  let noted: () => void = () => undefined;
  let wake: () => void = () => undefined;
  let messageId = 100;

  const methods: Record<string, (params: Record<string, unknown>) => unknown> = {
    getMe: () => ({ id: 42, is_bot: true, first_name: 'Homeroom', username: 'homeroom_bot' }),
    sendMessage: () => ({ message_id: ++messageId, date: 1, chat: { id: 4711, type: 'private' } }),
    async getUpdates({ offset }) {
      const known = () => updates.filter(({ update_id }) => update_id >= Number(offset ?? 0)).slice(0, 100);
      if (known().length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return known();
    },
  };

  const app = new Hono().post('/:bot/:method', async (c) => {
    const method = c.req.param('method');
    const params = await c.req.json<Record<string, unknown>>();
    calls.push({ method, params });
    noted();
    const index = plans.findIndex((one) => one.method === method);
    const [planned] = index < 0 ? [] : plans.splice(index, 1);
    const plan = planned?.plan ?? 'accept';
    if (typeof plan === 'object') return c.json({ ok: false, ...plan });
    const result = (await methods[method]?.(params)) ?? true;
    return plan === 'accept' ? c.json({ ok: true, result }) : c.text('<html>', 502);
  });

  const server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started));
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');

  return {
    root: `http://127.0.0.1:${address.port}`,
    calls,
    to: (method: string) => calls.filter((call) => call.method === method).map(({ params }) => params),
    /** Resolves when a method has been called so often. */
    async called(method: string, count: number) {
      while (calls.filter((call) => call.method === method).length < count) {
        await new Promise<void>((resolve) => (noted = resolve));
      }
    },
    /** Plans for the next calls of a method, one after the other. */
    plan: (method: string, ...planned: Plan[]) => plans.push(...planned.map((plan) => ({ method, plan }))),
    tell(...told: { update_id: number }[]) {
      updates.push(...told);
      wake();
    },
    close() {
      wake();
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
    },
  };
}
