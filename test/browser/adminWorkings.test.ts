import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flows } from '../../flows/registry.ts';
import { workingPages } from '../../http/admin/workingPages.ts';
import { needsChromium } from '../support/needs.ts';
import { type Lab, labAt, overflow } from './chatting.ts';
import { type FirstRun, firstRun } from './firstRun.ts';
import { type Look, type Visitor, visitor } from './visitor.ts';

const chromium = needsChromium();

const laptop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const looks: Look[] = (['light', 'dark'] as const).flatMap((scheme) =>
  [phone, laptop].map((size) => ({ ...size, scheme })),
);

describe.skipIf(!chromium)('the dashboard’s pages about how it works, in a browser', () => {
  let homeroom: FirstRun;
  let somebody: Visitor;
  let olga: Page;
  let lab: Lab;
  /** `ADMIN_SCREENSHOTS` names a folder where they can be looked at. */
  const shots = process.env.ADMIN_SCREENSHOTS ?? mkdtempSync(path.join(tmpdir(), 'homeroom-admin-'));

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    homeroom = await firstRun();
    lab = labAt(homeroom.url);
    somebody = await visitor(chromium!);
    await lab.playStory();
    olga = await signedIn();
  }, 180_000);

  afterAll(async () => {
    await somebody?.leave();
    await homeroom?.stop();
  });

  /** Olga's laptop, by the link that the bot gives her. */
  async function signedIn(): Promise<Page> {
    const page = await somebody.open(`${homeroom.url}/admin/sign-in`, { ...laptop, scheme: 'light' });
    await page.getByRole('button', { name: 'Show me a code' }).click();
    await lab.act('olga', { act: 'say', text: (await page.locator('.code code').textContent())! });
    const isLink = (message: object) => JSON.stringify(message).includes('/admin/sign-in/');
    const { spans } = await lab.sees('olga', isLink);
    await page.goto(/\S+\/admin\/sign-in\/[\w-]+/.exec(spans.map(({ text }) => text).join(''))![0]);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/admin');
    return page;
  }

  const hasWords = (words: string) => (message: { spans: { text: string }[]; isMine: boolean }) =>
    !message.isMine && JSON.stringify(message.spans).includes(words);

  test('a text that the carrier lost is sent again from its page, and reaches the phone', async () => {
    const fault = { method: 'PUT', body: '{"times":1}', headers: { 'content-type': 'application/json' } };
    expect((await fetch(`${homeroom.url}/lab/api/faults/sms-fail`, fault)).ok).toBe(true);
    await lab.act('olga', { act: 'say', text: 'The gym opens at seven' });
    await lab.presses('olga', 'Post it', 'The gym opens at seven');
    await olga.goto(`${homeroom.url}/admin/dead-letters`);
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
    await olga.goto(`${homeroom.url}/admin/conversations/flows/posting`);
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
    async ({ scheme, ...size }) => {
      await olga.emulateMedia({ colorScheme: scheme });
      await olga.setViewportSize(size);
      const wrong: string[] = [];
      for (const [name, address] of await addresses()) {
        await olga.goto(`${homeroom.url}${address}`);
        const shot = `${name}-${size.width}-${scheme}`;
        await olga.screenshot({ path: path.join(shots, `${shot}.png`), fullPage: true });
        if ((await overflow(olga)) !== 0)
          wrong.push(`${shot} is wider than its window: ${await olga.evaluate(widest)}`);
        wrong.push(...(await complaintsOf(olga)).map((complaint) => `${shot}: ${complaint}`));
      }
      expect(wrong).toEqual([]);
    },
    180_000,
  );

  test('every word of every picture is within its box, as this browser sets it', async () => {
    await olga.setViewportSize(laptop);
    const wrong: string[] = [];
    for (const { name } of flows) {
      await olga.goto(`${homeroom.url}/admin/conversations/flows/${name}`);
      wrong.push(...((await olga.evaluate(widerThanTheirBoxes)) as string[]).map((one) => `${name}: ${one}`));
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  test('the browser had nothing to complain about', () => expect(somebody.complaints).toEqual([]));

  /** Each page once; those of one thing by the first link that leads to one. */
  async function addresses(): Promise<[name: string, address: string][]> {
    const linkOn = async (page: string, pattern: string) => {
      await olga.goto(`${homeroom.url}/admin${page}`);
      return (await olga.locator(`main table a[href*="${pattern}"]`).first().getAttribute('href'))!;
    };
    const plain = workingPages.filter(({ path: below }) => !below.includes(':'));
    return [
      ...plain.map(({ path: below }): [string, string] => [
        below.slice(1).replace(/\W+/g, '-'),
        `/admin${below}`,
      ]),
      ['conversation', await linkOn('/conversations/latest', '/conversations/')],
      ['delivery', await linkOn('/deliveries', '/deliveries/')],
      ...['registration', 'approval', 'posting', 'roles'].map((name): [string, string] => [
        `flow-${name}`,
        `/admin/conversations/flows/${name}`,
      ]),
    ];
  }
});

/** Both run in the page. */
const widest = `[...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > innerWidth
  && !one.closest('.statechart-view')).map((one) => one.outerHTML.slice(0, 80)).slice(0, 3).join(' ')`;

const widerThanTheirBoxes = `[...document.querySelectorAll('.statechart .state, .statechart .when')].flatMap((group) => {
  const box = group.querySelector('rect').getBoundingClientRect();
  return [...group.querySelectorAll('text')]
    .filter((text) => {
      const words = text.getBoundingClientRect();
      return words.left < box.left - 1 || words.right > box.right + 1 || words.top < box.top - 3 || words.bottom > box.bottom + 3;
    })
    .map((text) => text.textContent);
})`;

/** What is serious or worse by the rules of accessibility (https://dequeuniversity.com/rules/axe/). */
async function complaintsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
