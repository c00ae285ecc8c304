import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { until } from '../support/installation.ts';

/** What somebody does in the web chat, and sees there. */

export async function says(page: Page, words: string): Promise<void> {
  await page.locator('#words').fill(words);
  await page.locator('#words').press('Enter');
}

export async function hears(page: Page, words: RegExp): Promise<void> {
  await heard(page, words).waitFor({ timeout: 15_000 });
}

export const heard = (page: Page, words: RegExp): Locator =>
  page.locator('.message.theirs', { has: page.locator('.words', { hasText: words }) }).last();

/** Sends the draft with those words, and none before it. */
export const posts = (page: Page, words: string) =>
  heard(page, new RegExp(`This goes to[\\s\\S]*${words}`))
    .getByRole('button', { name: 'Post it' })
    .click({ timeout: 15_000 });

export const last = (page: Page, whose: 'mine' | 'theirs') => page.locator(`.message.${whose}`).last();

/** How many pixels the page is wider than its window. */
export const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** That a picture has not only an address, but came and could be drawn. */
export async function isDrawn(picture: Locator): Promise<void> {
  await picture.waitFor();
  const width = () =>
    picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
  await expect.poll(width, { timeout: 20_000 }).toBeGreaterThan(0);
}

/** Answers what registration asks, with a number that is proven by a text message to it. */
export async function register(
  page: Page,
  { name, number, first, lab }: { name: string; number: string; first?: string; lab: Lab },
): Promise<void> {
  if (first) {
    await says(page, first);
    await hears(page, /full name/);
  }
  await says(page, name);
  await hears(page, /which year/);
  await says(page, '1998');
  await page.getByRole('button', { name: 'Skip' }).click();
  await hears(page, /phone number/);
  await says(page, number);
  await hears(page, /six digits/);
  await says(page, await lab.codeSentTo(number));
  await page.getByRole('button', { name: 'Web chat' }).click();
  await hears(page, /Which city/);
  await says(page, 'New York');
}

export interface ShownOnPhone {
  id: string;
  kind: string;
  isMine: boolean;
  spans: { text: string }[];
  buttons: { label: string; data: string | null }[][];
  file?: { url: string; name: string | null };
}

export type Lab = ReturnType<typeof labAt>;

const wordsOf = ({ spans }: ShownOnPhone) => JSON.stringify(spans);

/** The Lab's phones, by its API. */
export function labAt(url: string) {
  const state = async (): Promise<string> => (await fetch(`${url}/lab/api/state`)).text();

  async function screenOf(who: string): Promise<ShownOnPhone[]> {
    const { phones } = JSON.parse(await state()) as { phones: { id: string; messages: ShownOnPhone[] }[] };
    return phones.find(({ id }) => id === who)!.messages;
  }

  async function act(who: string, wanted: object): Promise<void> {
    const answer = await fetch(`${url}/lab/api/phones/${who}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wanted),
    });
    expect(answer.ok, await answer.clone().text()).toBe(true);
  }

  /** Waits for a message, and gives it. */
  async function sees(who: string, claim: (message: ShownOnPhone) => boolean): Promise<ShownOnPhone> {
    let found: ShownOnPhone | undefined;
    await until(async () => {
      found = (await screenOf(who)).findLast(claim);
      return found !== undefined;
    });
    return found!;
  }

  return {
    state,
    act,
    sees,
    /** A button below those words. */
    async presses(who: string, label: string, words = ''): Promise<void> {
      const buttonIn = ({ buttons }: ShownOnPhone) => buttons.flat().find((one) => one.label === label);
      const message = await sees(who, (one) => buttonIn(one) !== undefined && wordsOf(one).includes(words));
      await act(who, { act: 'press', messageId: message.id, data: buttonIn(message)!.data });
    },
    async foundingCode(): Promise<string> {
      return /"([A-Z0-9]{4}-[A-Z0-9]{4})"|start=([A-Z0-9]{4}-[A-Z0-9]{4})/
        .exec(await state())!
        .slice(1)
        .find(Boolean)!;
    },
    /** Read from the Lab's phone of that number. */
    async codeSentTo(number: string): Promise<string> {
      let code: string | undefined;
      await until(async () => {
        const { phones } = JSON.parse(await state()) as { phones: { number: string }[] };
        const own = phones.find((one) => one.number === number);
        code = /(\d{6}) is your Homeroom code/.exec(JSON.stringify(own ?? null))?.[1];
        return code !== undefined;
      });
      return code!;
    },
    /** The class founded, with Ana on Telegram and Ben by text message in it. Returns the invite's code. */
    async playStory(): Promise<string> {
      await fetch(`${url}/lab/api/story`, { method: 'POST', body: '{"speed":50}' });
      await until(async () => /"state":"done"/.test(await state()), 100_000);
      return /chat\?start=([\w-]+)/.exec(await state())![1]!;
    },
  };
}
