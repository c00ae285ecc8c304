import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsChromium } from '../support/needs.ts';
import { type FirstRun, firstRun } from './firstRun.ts';
import { type Look, type Visitor, visitor } from './visitor.ts';

const chromium = needsChromium();

const laptop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

describe.skipIf(!chromium)('the Lab in a browser', () => {
  let homeroom: FirstRun;
  let somebody: Visitor;
  let page: Page;
  /** `LAB_SCREENSHOTS` names a folder where they can be looked at. */
  const shots = process.env.LAB_SCREENSHOTS ?? mkdtempSync(path.join(tmpdir(), 'homeroom-screenshots-'));

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    homeroom = await firstRun();
    somebody = await visitor(chromium!);
    page = await open({ ...laptop, scheme: 'light' });
  }, 90_000);

  afterAll(async () => {
    await somebody?.leave();
    await homeroom?.stop();
  });

  test('the story is played by one press, to Ana’s native reply', async () => {
    await page.getByRole('button', { name: 'Play the story' }).click();
    // Faster than one would watch it; what is waited for is the same.
    await page.getByRole('button', { name: 'Speed of the story' }).click();
    await page.getByRole('button', { name: 'Speed of the story' }).click();
    await page.locator('#story:not([data-state="playing"])').waitFor({ timeout: 100_000 });
    expect(await page.locator('#sentence').textContent()).toContain('That is Homeroom');

    const reply = last(page, 'ana', 'theirs');
    expect(await reply.locator('.words').textContent()).toContain('Save me a seat by the window');
    expect(await reply.locator('.quote').textContent()).toContain('Dinner on Friday');
    expect(await last(page, 'ben', 'mine').locator('.words').textContent()).toMatch(/^REPLY 1: I am in!/);
    expect(await last(page, 'olga', 'theirs').locator('.quote').textContent()).toContain('Dinner on Friday');
  }, 120_000);

  test('it fits a laptop and a phone, light and dark', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      for (const size of [laptop, phone]) {
        const look = { ...size, scheme };
        const other = await open(look);
        if (size === phone) await goTo(other, 'Ana');
        await other.screenshot({ path: path.join(shots, `${size.width}-${scheme}.png`) });
        expect(await overflow(other)).toBe(0);
        await other.context().close();
      }
    }
  }, 60_000);

  test('what is typed, pressed and shared by hand reaches the bot, in Spanish as well', async () => {
    const carla = page.locator('#phone-carla');
    const says = async (words: string) => {
      await carla.getByRole('textbox').fill(words);
      await carla.getByRole('textbox').press('Enter');
    };
    await carla.getByRole('button', { name: 'Open the invite' }).click();
    await hears('carla', /nombre completo/);
    await says('Carla Méndez');
    await hears('carla', /año/);
    await says('1998');
    await hears('carla', /casa o sección/);
    await carla.getByRole('button', { name: 'Saltar' }).click();
    await hears('carla', /número de teléfono/);
    await carla.locator('.attach summary').click();
    await carla.getByRole('button', { name: 'Sticker' }).click();
    await hears('carla', /solo puedo leer texto/);
    await carla.getByRole('button', { name: 'Compartir mi número' }).click();
    await hears('carla', /Dónde quieres recibir/);
    await carla.getByRole('button', { name: 'Telegram', exact: true }).click();
    await hears('carla', /la hora de qué ciudad/);
  }, 60_000);

  test('a phone of one’s own joins the others, and the code is filled in for it', async () => {
    await page.getByRole('button', { name: 'Add a phone' }).click();
    await page.getByText('Text messages only').click();
    await page.getByLabel('First name').fill('Zoë');
    await page.getByLabel(/Phone number/).fill('+14155550177');
    await page.getByRole('button', { name: 'Put it on the desk' }).click();
    const zoe = page.getByRole('region', { name: 'Zoë’s phone, text messages' });
    await zoe.getByRole('button', { name: /^Write JOIN/ }).click();
    expect(await zoe.getByRole('textbox').inputValue()).toMatch(/^JOIN \S+$/);
    await zoe.getByRole('textbox').press('Enter');
    await zoe.locator('.message.theirs', { hasText: 'full name' }).waitFor();
  }, 60_000);

  test('the clock skips a day', async () => {
    const shown = async () => Date.parse((await page.locator('#now').getAttribute('datetime'))!);
    const before = await shown();
    await page.locator('#clock summary').click();
    await page.getByRole('button', { name: '1 day ahead' }).click();
    const hours = async () => Math.round(((await shown()) - before) / 3_600_000);
    await expect.poll(hours, { timeout: 10_000 }).toBe(24);
  }, 30_000);

  test('after kill -9 the phones are as they were a moment before, and so is the clock', async () => {
    const count = () => page.locator('#phone-ana .message').count();
    const before = await count();
    await page.locator('#phone-ana').getByRole('textbox').fill('/help');
    await page.locator('#phone-ana').getByRole('textbox').press('Enter');
    await expect.poll(count, { timeout: 10_000 }).toBe(before + 2);
    const day = await page.locator('#now-day').textContent();
    await page.waitForTimeout(1_000);
    const complaints = [...somebody.complaints];
    await homeroom.kill();
    await page.locator('body[data-connection="off"]').waitFor();
    await homeroom.start();
    await page.locator('body[data-connection="on"]').waitFor({ timeout: 20_000 });
    expect(await count()).toBe(before + 2);
    expect(await page.locator('#now-day').textContent()).toBe(day);
    // That the server was away is complained of, rightly; nothing else may be.
    const news = somebody.complaints.slice(complaints.length);
    expect(news.filter((words) => !words.includes('/lab/api/events'))).toEqual([]);
    somebody.complaints.splice(complaints.length);
  }, 60_000);

  test('the browser had nothing to complain about', () => expect(somebody.complaints).toEqual([]));

  async function open(look: Look): Promise<Page> {
    const opened = await somebody.open(`${homeroom.url}/lab`, look);
    await opened.locator('.phone-card').nth(4).waitFor();
    return opened;
  }

  async function hears(who: string, words: RegExp): Promise<void> {
    await page.locator(`#phone-${who} .message.theirs .words`, { hasText: words }).last().waitFor();
  }
});

const last = (page: Page, who: string, whose: 'mine' | 'theirs') =>
  page.locator(`#phone-${who} .message.${whose}`).last();

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name }).click();
  await page.locator('.person[aria-current]', { hasText: name }).waitFor();
}

/** How many pixels the page is wider than its window. */
const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
