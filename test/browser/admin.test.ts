import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pages } from '../../http/admin/pages.ts';
import { workingPages } from '../../http/admin/workingPages.ts';
import { needsChromium } from '../support/needs.ts';
import { hears, posts, register, says } from './chatting.ts';
import { type Dashboard, looks, openDashboard, phone, signedInAt, unfit } from './dashboard.ts';

const chromium = needsChromium();

describe.skipIf(!chromium)('the dashboard in a browser', () => {
  let dashboard: Dashboard;
  let olga: Page;
  let walt: Page;
  /** The address of a page. */
  const at = (path: string) => `${dashboard.homeroom.url}${path}`;

  beforeAll(async () => {
    dashboard = await openDashboard(chromium!);
  }, 180_000);

  afterAll(() => dashboard?.leave());

  /** A newcomer who registers in the web chat, up to where the class is asked. */
  async function asksToComeIn(name: string, number: string): Promise<Page> {
    const { somebody, lab, invite } = dashboard;
    const page = await somebody.open(at(`/chat?start=${invite}`), { ...phone, scheme: 'light' });
    await page.getByRole('button', { name: 'Open the invite' }).click();
    await hears(page, /about to join/);
    await register(page, { name, number, lab });
    await hears(page, /asking your classmates/i);
    return page;
  }

  test('an organizer signs in by a link from the chat, and comes to the page they wanted', async () => {
    olga = await signedInAt('/admin/approvals', dashboard);
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
    await plain.goto(at('/admin/members?search=walt'));
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
    await olga.goto(at('/admin'));
    await olga.keyboard.press('Tab');
    expect(await olga.evaluate('document.activeElement.className')).toBe('skip');
    await olga.keyboard.press('Enter');
    expect(await olga.evaluate('document.activeElement.id')).toBe('main');
    await olga.keyboard.press('?');
    await olga.getByRole('dialog', { name: 'Keys' }).waitFor();
    await olga.keyboard.press('Escape');
    await olga.goto(at('/admin/messages'));
    await olga.keyboard.press('/');
    expect(await olga.evaluate('document.activeElement.type')).toBe('search');
  }, 30_000);

  test('what changed after a page was drawn, and before it listened, is on it all the same', async () => {
    const ask = async () => {
      await says(walt, 'Who has the keys to the gym?');
      await posts(walt, 'keys to the gym');
      await hears(walt, /Posted as/);
    };
    await olga.route('**/admin/events', (route) => ask().then(() => route.continue()), { times: 1 });
    await olga.goto(at('/admin/messages'));
    await olga.locator('.message', { hasText: 'keys to the gym' }).waitFor({ timeout: 15_000 });
  }, 60_000);

  test('what somebody posts is counted and listed while one looks', async () => {
    await says(walt, 'Hello everybody, <b>good</b> to be here');
    await posts(walt, 'good');
    await olga.locator('.message', { hasText: '<b>good</b> to be here' }).waitFor({ timeout: 15_000 });
    expect(await olga.locator('.message b').count()).toBe(0);
  }, 30_000);

  test.each(looks)(
    'every page is fit for all: $width pixels, $scheme',
    async (look) => {
      await asksOnce();
      expect(await unfit(olga, await addresses(), look)).toEqual([]);
    },
    120_000,
  );

  test('the browser had nothing to complain about', () => expect(dashboard.somebody.complaints).toEqual([]));

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
      await fetch(at('/lab/api/phones'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(owned),
      });
      await (await asksToComeIn(`${firstName} Prat`, number)).close();
    }
  }

  /** Each page once, that of a member by a member's link; those about how it works are looked at by themselves. */
  async function addresses(): Promise<[name: string, url: string][]> {
    await olga.goto(at('/admin/members'));
    const member = (await olga.locator('main table a[href*="/members/"]').first().getAttribute('href'))!;
    return pages
      .filter((page) => !workingPages.includes(page))
      .map(({ path }) => [
        path.slice(1).replace(/\W+/g, '-') || 'today',
        at(path.includes(':') ? member : `/admin${path}`),
      ]);
  }
});
