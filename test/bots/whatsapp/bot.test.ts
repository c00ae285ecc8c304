import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { webhook } from './fixtures.ts';
import { broken, refusal } from './meta.ts';
import { openPlayground, SECRET } from './support.ts';

describe('the start', () => {
  it('learns our number, and what templates there are', async () => {
    const { bot, graph } = openPlayground();
    graph.pages.push([{ id: '1', name: 'news', language: 'es', status: 'APPROVED' }]);
    expect(bot.number()).toBeNull();
    await bot.start();
    expect(bot.number()).toBe('+15550783881');
    await bot.stop();
    expect(bot.templates.find('news', 'es')).not.toBeNull();
  });

  it('asks nothing before, and tells Meta of no webhook that cannot be reached', async () => {
    const { bot, graph } = openPlayground({ publicUrl: 'http://localhost:3000' });
    expect(graph.asked).toEqual([]);
    await bot.start();
    await bot.stop();
    expect(graph.state.subscribed).toBeNull();
  });

  it('subscribes our webhook where it can be reached', async () => {
    const { bot, graph } = openPlayground({ publicUrl: 'https://class.example/' });
    await bot.start();
    await bot.stop();
    expect(graph.state.subscribed).toEqual({
      override_callback_uri: 'https://class.example/webhooks/whatsapp',
      verify_token: 'a word of ours',
    });
  });

  it('needs no business account', async () => {
    const { bot, graph } = openPlayground({ publicUrl: 'https://class.example', businessAccountId: null });
    await bot.start();
    await bot.stop();
    expect(graph.asked).toHaveLength(1);
  });

  it.each([
    ['a token that is refused', () => refusal(190, 401), 'access token has expired'],
    ['a number that is not ours', () => refusal(100, 400, 33), 'phone number is not known'],
  ])('fails for %s', async (_, answer, sentence) => {
    const { bot, graph } = openPlayground();
    graph.next(answer);
    await expect(bot.start()).rejects.toThrow(`The number does not work: our ${sentence}`);
  });

  it('fails where Meta does not get through to our webhook', async () => {
    const { bot, graph } = openPlayground({ publicUrl: 'https://class.example' });
    graph.next(() => Response.json({ display_phone_number: '+1 555', id: '1' }));
    graph.next(() => refusal(2200));
    await expect(bot.start()).rejects.toThrow('The webhook does not work');
  });

  it('tries on while Meta cannot be reached', async () => {
    const { bot, graph, clock } = openPlayground();
    graph.next(broken('ECONNREFUSED'));
    graph.next(broken('ECONNRESET'));
    const starting = bot.start();
    await clock.run(10_000);
    await starting;
    expect(bot.number()).toBe('+15550783881');
    await bot.stop();
  });

  it('ends where it is stopped meanwhile', async () => {
    const { bot, graph, clock } = openPlayground();
    graph.next(broken('ECONNREFUSED'));
    const starting = bot.start();
    await clock.run(0);
    await bot.stop();
    await starting;
    expect(graph.asked).toHaveLength(1);
  });
});

describe('templates are asked for again', () => {
  const lists = (asked: string[]) => asked.filter((one) => one.includes('message_templates')).length;

  it('after an hour', async () => {
    const { bot, graph, clock } = openPlayground();
    await bot.start();
    await clock.run(3_600_000);
    await bot.stop();
    expect(lists(graph.asked)).toBe(2);
  });

  it('when a webhook tells of one that is not known here', async () => {
    const { bot, graph, clock } = openPlayground();
    await bot.start();
    await clock.run(0);
    const news = { event: 'APPROVED', message_template_id: 1689556908129832 };
    const body = JSON.stringify(webhook(news, 'message_template_status_update'));
    const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
    const headers = { 'X-Hub-Signature-256': signature };
    const response = await bot.routes.request('/webhooks/whatsapp', { method: 'POST', headers, body });
    expect(response.status).toBe(200);
    await clock.run(0);
    await bot.stop();
    expect(lists(graph.asked)).toBe(2);
  });
});
