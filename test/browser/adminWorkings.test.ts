import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flows } from '../../flows/registry.ts';
import { workingPages } from '../../http/admin/workingPages.ts';
import { needsChromium } from '../support/needs.ts';
import type { Lab } from './chatting.ts';
import { type Dashboard, laptop, looks, openDashboard, signedInAt, unfit } from './dashboard.ts';

const chromium = needsChromium();

describe.skipIf(!chromium)('the dashboard’s pages about how it works, in a browser', () => {
  let dashboard: Dashboard;
  let lab: Lab;
  let olga: Page;
  /** The address of a page. */
  const at = (path: string) => `${dashboard.homeroom.url}${path}`;

  beforeAll(async () => {
    dashboard = await openDashboard(chromium!);
    ({ lab } = dashboard);
    olga = await signedInAt('/admin', dashboard);
  }, 180_000);

  afterAll(() => dashboard?.leave());

  const hasWords = (words: string) => (message: { spans: { text: string }[]; isMine: boolean }) =>
    !message.isMine && JSON.stringify(message.spans).includes(words);

  test('a text that the carrier lost is sent again from its page, and reaches the phone', async () => {
    const fault = { method: 'PUT', body: '{"times":1}', headers: { 'content-type': 'application/json' } };
    expect((await fetch(at('/lab/api/faults/sms-fail'), fault)).ok).toBe(true);
    await lab.act('olga', { act: 'say', text: 'The gym opens at seven' });
    await lab.presses('olga', 'Post it', 'The gym opens at seven');
    await olga.goto(at('/admin/dead-letters'));
    // It appears by itself, once the carrier has told.
    await olga.locator('main tbody a[href*="/deliveries/"]').first().waitFor({ timeout: 30_000 });
    await olga.locator('main tbody a[href*="/deliveries/"]').first().click();
    await olga.getByText('30003').first().waitFor();
    await olga.getByRole('button', { name: 'Send again' }).click();
    await olga.getByText('Number 1 goes out again').waitFor();
    await olga.getByRole('button', { name: 'Send again' }).click();
    await olga.getByRole('status').getByText('It is on its way again.').waitFor();
    await lab.sees('ben', hasWords('The gym opens at seven'));
    await olga.getByRole('heading', { name: 'All that was tried' }).waitFor();
  }, 60_000);

  test('a conversation moves in its picture while one looks', async () => {
    await olga.goto(at('/admin/conversations/flows/posting'));
    await lab.act('olga', { act: 'say', text: 'Who sings with us?' });
    const state = olga.locator('[data-state="confirming"]');
    await state.getByText('1 here').waitFor({ timeout: 15_000 });
    await olga
      .getByRole('link', { name: /^\d+ \w+/ })
      .first()
      .click();
    await olga.getByText('Something was said.').first().waitFor();
    expect(await olga.locator('main').textContent()).not.toContain('Who sings');
    await lab.presses('olga', 'Cancel', 'Who sings with us?');
  }, 60_000);

  test.each(looks)(
    'all of them are fit for all: $width pixels, $scheme',
    async (look) => expect(await unfit(olga, await addresses(), look)).toEqual([]),
    180_000,
  );

  test('every word of every picture is within its box, as this browser sets it', async () => {
    await olga.setViewportSize(laptop);
    const wrong: string[] = [];
    for (const { name } of flows) {
      await olga.goto(at(`/admin/conversations/flows/${name}`));
      wrong.push(...((await olga.evaluate(widerThanTheirBoxes)) as string[]).map((one) => `${name}: ${one}`));
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  test('the browser had nothing to complain about', () => expect(dashboard.somebody.complaints).toEqual([]));

  /** Each page once; those of one thing by the first link that leads to one. */
  async function addresses(): Promise<[name: string, url: string][]> {
    const linkOn = async (page: string, pattern: string) => {
      await olga.goto(at(`/admin${page}`));
      return (await olga.locator(`main table a[href*="${pattern}"]`).first().getAttribute('href'))!;
    };
    const plain = workingPages.map(({ path }) => path).filter((path) => !path.includes(':'));
    const flowsShown = ['registration', 'approval', 'posting', 'roles'];
    return [
      ...plain.map((path): [string, string] => [path.slice(1).replace(/\W+/g, '-'), at(`/admin${path}`)]),
      ['conversation', at(await linkOn('/conversations/latest', '/conversations/'))],
      ['delivery', at(await linkOn('/deliveries', '/deliveries/'))],
      ...flowsShown.map((name): [string, string] => [
        `flow-${name}`,
        at(`/admin/conversations/flows/${name}`),
      ]),
    ];
  }
});

/** Runs in the page. */
const widerThanTheirBoxes = `[...document.querySelectorAll('.statechart .state, .statechart .when')].flatMap((group) => {
  const box = group.querySelector('rect').getBoundingClientRect();
  return [...group.querySelectorAll('text')]
    .filter((text) => {
      const words = text.getBoundingClientRect();
      return words.left < box.left - 1 || words.right > box.right + 1 || words.top < box.top - 3 || words.bottom > box.bottom + 3;
    })
    .map((text) => text.textContent);
})`;
