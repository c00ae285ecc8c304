import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsChromium } from '../support/needs.ts';
import { type FirstRun, firstRun } from './firstRun.ts';
import { type Visitor, visitor } from './visitor.ts';

const chromium = needsChromium();

/** Six people on six channels, and what each of them answers to Eva's photo. */
const answers = {
  olga: 'We should go again next winter.',
  ben: 'The broken bus! I still have the scarf.',
  hana: 'I was behind the camera, as always.',
  gina: 'I would love a print for my mother.',
  iris: 'Who is the tall one on the left?',
};
const six = ['olga', 'eva', 'hana', 'ben', 'gina', 'iris'];
/** Those on which an answer hangs on what it answers. */
const quoting = ['olga', 'eva', 'hana', 'iris'];

describe.skipIf(!chromium)('one class on all six channels, in a browser', () => {
  let homeroom: FirstRun;
  let somebody: Visitor;
  let page: Page;
  /** `LAB_SCREENSHOTS` names a folder where they can be looked at. */
  const shots = process.env.LAB_SCREENSHOTS ?? mkdtempSync(path.join(tmpdir(), 'homeroom-screenshots-'));
  const on = (who: string) => page.locator(`#phone-${who}`);

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    homeroom = await firstRun({ WHATSAPP_WEB: '1', CHROME_PATH: chromium! });
    somebody = await visitor(chromium!);
    page = await somebody.open(`${homeroom.url}/lab`, { width: 1440, height: 900, scheme: 'light' });
    await on('iris').waitFor();
  }, 90_000);

  afterAll(async () => {
    await somebody?.leave();
    await homeroom?.stop();
  });

  test('a photo and an answer from each reach each, by one press', async () => {
    await page.getByRole('button', { name: 'All channels' }).click();
    await fetch(`${homeroom.url}/lab/api/story`, { method: 'POST', body: '{"speed":20}' });
    await page.locator('#story:not([data-state="playing"])').waitFor({ timeout: 170_000 });
    expect(await page.locator('#sentence').textContent()).toContain('6 people on 6 channels');
  }, 180_000);

  test('everybody has every answer, where the channel can with what it answers', async () => {
    const missing: string[] = [];
    for (const reader of quoting) {
      for (const [author, words] of Object.entries(answers)) {
        const message = on(reader).locator('.message', { hasText: words }).first();
        const quote = await message.locator('.quote').textContent({ timeout: 5_000 });
        if (!quote?.includes('the ski trip')) missing.push(`${reader}: ${author}`);
      }
    }
    for (const [author, words] of Object.entries(answers)) {
      const text = on('ben').locator('.message', { hasText: words });
      if ((await text.count()) === 0) missing.push(`ben: ${author}`);
    }
    expect(missing).toEqual([]);
  }, 60_000);

  test('the photo is a photo on every screen, and a link that leads to it by text message', async () => {
    for (const who of quoting) {
      const picture = on(who).locator('.message img').last();
      expect(await widthOf(picture), who).toBeGreaterThan(0);
    }
    const link = on('ben').locator('.message.theirs a[href*="/m/"]').first();
    const answer = await fetch((await link.getAttribute('href'))!);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  }, 30_000);

  test('by mail it is one thread, with the photo in it', async () => {
    const state = (await (await fetch(`${homeroom.url}/lab/api/state`)).json()) as LabState;
    const { mailbox } = state.phones.find(({ id }) => id === 'gina')!;
    const thread = mailbox!.threads.find(({ mails }) =>
      mails.some(({ snippet }) => snippet.includes('ski trip')),
    )!;
    const words = thread.mails.map(({ snippet, text }) => text ?? snippet).join('\n');
    expect(Object.values(answers).filter((one) => !words.includes(one))).toEqual([]);

    const back = on('gina').getByRole('button', { name: 'Back to the inbox' });
    if (await back.isVisible()) await back.click();
    await on('gina').locator('.mail-row', { hasText: 'ski trip' }).click();
    const first = on('gina').locator('.mail-thread details').first();
    if (!(await first.evaluate((details: { open: boolean }) => details.open)))
      await first.locator('summary').click();
    const photo = first.frameLocator('.mail-frame').locator('img');
    expect(await widthOf(photo)).toBeGreaterThan(0);
  }, 60_000);

  test('it can be looked at', async () => {
    await page.setViewportSize({ width: 2160, height: 900 });
    await page.evaluate(removeOthers, six);
    await page.screenshot({ path: path.join(shots, 'everybody.png') });
    expect(somebody.complaints).toEqual([]);
  }, 30_000);
});

/** For a picture in which all of them fit. */
const removeOthers = (shown: string[]) => {
  for (const card of document.querySelectorAll('.phone-card'))
    if (!shown.includes(card.id.replace('phone-', ''))) card.remove();
};

/** Of the page, where that runs. */
declare const document: { querySelectorAll(selector: string): Iterable<{ id: string; remove(): void }> };

interface LabState {
  phones: {
    id: string;
    mailbox?: { threads: { mails: { text: string | null; snippet: string }[] }[] };
  }[];
}

const widthOf = (picture: Locator): Promise<number> =>
  picture.first().evaluate(async (image: { decode(): Promise<void>; naturalWidth: number }) => {
    await image.decode();
    return image.naturalWidth;
  });
