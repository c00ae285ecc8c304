import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { incoming } from '../../../bots/telegram/incoming.ts';
import type { Receive } from '../../../domain/channel.ts';
import { silent } from '../../../domain/log.ts';
import { type Emulated, emulated } from './emulated.ts';
import { messageUpdate, pressUpdate } from './updates.ts';

let telegram: Emulated;

beforeEach(async () => {
  telegram = await emulated();
});

afterEach(() => telegram.close());

const handling = (receive: Receive) =>
  incoming({ api: telegram.api, account: '42', receive, newId: () => 'correlation-1', log: silent });

describe('what came in together', () => {
  it('is handed on together, ignored things too, under one correlation id', async () => {
    const handed: unknown[] = [];
    const handle = handling(async (parsed, { correlationId }) => {
      handed.push([correlationId, parsed.map(({ kind }) => kind)]);
    });
    await handle([messageUpdate({ text: 'Hi' }), messageUpdate({ pinned_message: {} })]);
    expect(handed).toEqual([['correlation-1', ['inbound', 'ignored']]]);
  });

  it('has its presses answered after the commit', async () => {
    const handle = handling(async () => expect(telegram.emulator.calls).toEqual([]));
    await handle([pressUpdate({ id: '88' }), messageUpdate({ text: 'Hi' }), pressUpdate({ id: '89' })]);
    await telegram.called('answerCallbackQuery', 2);
    const answered = telegram.to('answerCallbackQuery').map((call) => call.callback_query_id);
    expect(answered.sort()).toEqual(['88', '89']);
  });

  it('has its presses answered also where the commit failed', async () => {
    const handle = handling(() => Promise.reject(new Error('the database is away')));
    await expect(handle([pressUpdate({})])).rejects.toThrow('the database is away');
    await telegram.called('answerCallbackQuery', 1);
  });
});
