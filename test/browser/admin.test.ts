import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pages } from '../../http/admin/pages.ts';
import { needsChromium } from '../support/needs.ts';
import { hears, type Lab, labAt, overflow, register, says } from './chatting.ts';
import { type FirstRun, firstRun } from './firstRun.ts';
import { type Look, type Visitor, visitor } from './visitor.ts';

const chromium = needsChromium();

const laptop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const looks: Look[] = (['light', 'dark'] as const).flatMap((scheme) =>
  [phone, laptop].map((size) => ({ ...size, scheme })),
);

describe.skipIf(!chromium)('the dashboard in a browser', () => {
  let homeroom: FirstRun;
  let somebody: Visitor;
  let olga: Page;
  let walt: Page;
  let lab: Lab;
  let invite: string;
  /** `ADMIN_SCREENSHOTS` names a folder where they can be looked at. */
  const shots = process.env.ADMIN_SCREENSHOTS ?? mkdtempSync(path.join(tmpdir(), 'homeroom-admin-'));

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    homeroom = await firstRun();
    lab = labAt(homeroom.url);
    somebody = await visitor(chromium!);
    invite = await lab.playStory();
  }, 180_000);

  afterAll(async () => {
    await somebody?.leave();
    await homeroom?.stop();
  });

  /** A newcomer who registers in the web chat, up to where the class is asked. */
  async function asksToComeIn(name: string, number: string): Promise<Page> {
    const page = await somebody.open(`${homeroom.url}/chat?start=${invite}`, { ...phone, scheme: 'light' });
    await page.getByRole('button', { name: 'Open the invite' }).click();
    await hears(page, /about to join/);
    await register(page, { name, number, lab });
    await hears(page, /asking your classmates/i);
    return page;
  }

  test('an organizer signs in by a link from the chat, and comes to the page they wanted', async () => {
    olga = await somebody.open(`${homeroom.url}/admin/approvals`, { ...laptop, scheme: 'light' });
    await olga.getByRole('button', { name: 'Show me a code' }).click();
    const code = await olga.locator('.code code').textContent();
    await lab.act('olga', { act: 'say', text: code! });
    const { spans } = await lab.sees('olga', (message) =>
      JSON.stringify(message).includes('/admin/sign-in/'),
    );
    const link = /\S+\/admin\/sign-in\/[\w-]+/.exec(spans.map(({ text }) => text).join(''))![0];
    await olga.goto(link);
    await olga.getByRole('button', { name: 'Sign in', exact: true }).click();
    await olga.waitForURL('**/admin/approvals');
    await olga.getByText('Nobody is waiting just now.').waitFor();
  }, 30_000);

  test('who asks to come in appears by itself, and is let in by two keys', async () => {
    walt = await asksToComeIn('Walt Weber', '+14155550105');
    await olga.getByRole('row', { name: /Walt Weber/ }).waitFor({ timeout: 15_000 });
    await olga.keyboard.press('j');
    expect(await olga.evaluate('document.activeElement.textContent')).toContain('Walt Weber');
    await olga.keyboard.press('a');
    await olga.getByRole('status').getByText('I am letting Walt Weber (1998) in').waitFor();
    await hears(walt, /You are in/);
    await olga.getByText('Nobody is waiting just now.').waitFor({ timeout: 15_000 });
  }, 60_000);

  test('without script the same is done by buttons', async () => {
    const context = await olga.context().browser()!.newContext({ javaScriptEnabled: false });
    await context.addCookies(await olga.context().cookies());
    const plain = await context.newPage();
    await plain.goto(`${homeroom.url}/admin/members?search=walt`);
    await plain.getByRole('link', { name: 'Walt Weber' }).click();
    await plain.getByRole('button', { name: 'Suspend' }).click();
    await plain.getByLabel(/Reason/).fill('Only for this test');
    await plain.getByRole('button', { name: 'Suspend' }).click();
    await plain.getByRole('status').getByText('Walt Weber is suspended.').waitFor();
    await hears(walt, /Only for this test/);
    await plain.getByRole('button', { name: 'Reactivate' }).click();
    await plain.getByRole('status').getByText('Walt Weber is back.').waitFor();
    await context.close();
  }, 60_000);

  test('one gets about by keys alone', async () => {
    await olga.goto(`${homeroom.url}/admin`);
    await olga.keyboard.press('Tab');
    expect(await olga.evaluate('document.activeElement.className')).toBe('skip');
    await olga.keyboard.press('Enter');
    expect(await olga.evaluate('document.activeElement.id')).toBe('main');
    await olga.keyboard.press('?');
    await olga.getByRole('dialog', { name: 'Keys' }).waitFor();
    await olga.keyboard.press('Escape');
    await olga.goto(`${homeroom.url}/admin/messages`);
    await olga.keyboard.press('/');
    expect(await olga.evaluate('document.activeElement.type')).toBe('search');
  }, 30_000);

  test('what somebody posts is counted and listed while one looks', async () => {
    await says(walt, 'Hello everybody, <b>good</b> to be here');
    await walt.getByRole('button', { name: 'Post it' }).click();
    await olga.locator('.message', { hasText: '<b>good</b> to be here' }).waitFor({ timeout: 15_000 });
    expect(await olga.locator('.message b').count()).toBe(0);
  }, 30_000);

  test.each(looks)(
    'every page is fit for all: $width pixels, $scheme',
    async ({ scheme, ...viewport }) => {
      await asksOnce();
      await olga.emulateMedia({ colorScheme: scheme });
      await olga.setViewportSize(viewport);
      const wrong: string[] = [];
      for (const address of await addresses()) {
        await olga.goto(`${homeroom.url}${address}`);
        const name = `${address.slice(1).replace(/\W+/g, '-')}-${viewport.width}-${scheme}`;
        await olga.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
        if ((await overflow(olga)) !== 0) wrong.push(`${name} is wider than its window`);
        wrong.push(...(await complaintsOf(olga)).map((complaint) => `${name}: ${complaint}`));
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  test('the browser had nothing to complain about', () => expect(somebody.complaints).toEqual([]));

  /** So that the lists have something in them. */
  let hasAsked = false;
  async function asksOnce() {
    if (hasAsked) return;
    hasAsked = true;
    for (const [firstName, number] of [
      ['Paula', '+14155550180'],
      ['Sam', '+14155550181'],
    ] as const) {
      const owned = { channel: 'sms', firstName, language: 'en', number };
      await fetch(`${homeroom.url}/lab/api/phones`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(owned),
      });
      await (await asksToComeIn(`${firstName} Prat`, number)).close();
    }
  }

  /** Each page once, that of a member by a member's link. */
  async function addresses(): Promise<string[]> {
    await olga.goto(`${homeroom.url}/admin/members`);
    const member = (await olga.locator('main table a[href*="/members/"]').first().getAttribute('href'))!;
    return pages.map(({ path: below }) => (below.includes(':') ? member : `/admin${below}`));
  }
});

/** What is serious or worse by the rules of accessibility (https://dequeuniversity.com/rules/axe/). */
async function complaintsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
