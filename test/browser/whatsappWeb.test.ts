import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsChromium } from '../support/needs.ts';
import { type FirstRun, firstRun } from './firstRun.ts';
import { type Visitor, visitor } from './visitor.ts';

const chromium = needsChromium();
const laptop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** A browser opens within the server, on a machine that may be busy. */
const patience = { timeout: 60_000 };
const photoPreview = /This goes to[\s\S]*a photo/;

describe.skipIf(!chromium)('WhatsApp Web in the Lab, with the real library in a browser of its own', () => {
  let homeroom: FirstRun;
  let somebody: Visitor;
  let page: Page;
  const shots = process.env.LAB_SCREENSHOTS ?? mkdtempSync(path.join(tmpdir(), 'homeroom-screenshots-'));
  const shot = (name: string) => page.screenshot({ path: path.join(shots, `whatsapp-web-${name}.png`) });

  const on = (who: string) => page.locator(`#phone-${who}`);
  const linking = () => page.locator('#class-phone');
  /** By its own words: a later message may quote them. */
  const heard = (who: string, words: RegExp) =>
    on(who)
      .locator('.message.theirs', { has: page.locator('.words', { hasText: words }) })
      .last();
  const says = async (who: string, words: string) => {
    await on(who).getByRole('textbox').fill(words);
    await on(who).getByRole('textbox').press('Enter');
  };
  const isLinked = () => page.locator('#class-phone[data-kind="connected"]').waitFor(patience);

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    homeroom = await firstRun({ LAB: '1', WHATSAPP_WEB: '1', CHROME_PATH: chromium! });
    somebody = await visitor(chromium!);
    page = await somebody.open(`${homeroom.url}/lab`, { ...laptop, scheme: 'light' });
    await on('hana').waitFor();
  }, 90_000);

  afterAll(async () => {
    await somebody?.leave();
    await homeroom?.stop();
  });

  test('the class’s own phone scans the code on the page, and is linked', async () => {
    await on('hana').scrollIntoViewIfNeeded();
    await on('hana').getByText('The class is not on WhatsApp yet').waitFor();
    await linking().getByRole('img', { name: 'The QR code of WhatsApp Web' }).waitFor(patience);
    await shot('code');
    await linking().getByRole('button', { name: 'Scan it with the class’s phone' }).click();
    await isLinked();
    await on('hana').locator('.chat-words', { hasText: 'online' }).waitFor();
    await on('hana').getByText('No invite yet').waitFor();
  }, 90_000);

  test('Hana joins by the code, answering with numbers', async () => {
    // Founds the class, and brings Ana into it.
    await fetch(`${homeroom.url}/lab/api/story`, { method: 'POST', body: '{"speed":50}' });
    await page.locator('#story[data-state="done"]').waitFor({ timeout: 100_000 });
    await joins('hana', 'Hana Suzuki');
    expect(await heard('hana', /Where do you want to get/).textContent()).toContain('1 WhatsApp');
    await on('hana').locator('.mine .ticks.is-read').first().waitFor(patience);
    await shot('joining');
  }, 200_000);

  test('her post is on Ana’s Telegram phone, and Ana’s answer a reply to it on hers', async () => {
    await says('hana', 'Does *anybody* remember the gym?');
    await heard('hana', /This goes to/).waitFor(patience);
    await says('hana', '1');
    await heard('ana', /remember the gym/).waitFor(patience);
    expect(await heard('ana', /remember the gym/).textContent()).toContain('Hana');
    await heard('ana', /remember the gym/)
      .getByRole('button', { name: 'Reply to this message' })
      .click();
    await says('ana', 'Of course!');
    await heard('hana', /Of course!/).waitFor(patience);
    expect(
      await heard('hana', /Of course!/)
        .locator('.quote')
        .textContent(),
    ).toContain('remember the gym');
  }, 120_000);

  test('she answers natively, and reacts', async () => {
    await reply('hana', heard('hana', /Of course!/), 'Me as well');
    await heard('ana', /Me as well/).waitFor(patience);
    expect(
      await heard('ana', /Me as well/)
        .locator('.quote')
        .textContent(),
    ).toContain('Of course!');
    const message = heard('hana', /Of course!/);
    await message.hover();
    await message.locator('.react summary').click();
    await message.getByRole('button', { name: '👍' }).click();
    await message.locator('.reactions', { hasText: '👍' }).waitFor();
  }, 90_000);

  test('photos go both ways, to Telegram and the other WhatsApp, and from there', async () => {
    await joins('eva', 'Eva Novak');
    await sendsPhoto('hana', () => says('hana', '1'));
    await isSeen(on('eva').locator('.message.theirs.photo img.shot').last());
    await isSeen(on('ana').locator('.message.theirs.photo img.shot').last());
    await sendsPhoto('eva', () =>
      heard('eva', photoPreview).getByRole('button', { name: 'Post it' }).click(),
    );
    await on('hana').scrollIntoViewIfNeeded();
    await isSeen(on('hana').locator('.message.theirs.photo img.shot').last());
    await shot('talk');
  }, 200_000);

  test('she changes what she said, and takes it back', async () => {
    await says('hana', '/help');
    const mine = on('hana').locator('.message.mine', { hasText: '/help' }).last();
    await mine.hover();
    await mine.getByRole('button', { name: 'Change this message' }).click();
    await says('hana', 'Never mind');
    const changed = on('hana').locator('.message.mine', { hasText: 'Never mind' });
    await changed.locator('.edited').waitFor();
    await changed.hover();
    await changed.getByRole('button', { name: 'Delete this message for everyone' }).click();
    await on('hana').locator('.message.mine.revoked', { hasText: 'You deleted this message' }).waitFor();
  }, 60_000);

  test('it fits a phone as well, in the dark', async () => {
    const small = await somebody.open(`${homeroom.url}/lab`, { ...phone, scheme: 'dark' });
    for (const name of ['Class', 'Hana']) {
      await small.getByRole('navigation').getByRole('button', { name }).click();
      await small.locator('.person[aria-current]', { hasText: name }).waitFor();
      const file = `whatsapp-web-${phone.width}-${name.toLowerCase()}.png`;
      await small.screenshot({ path: path.join(shots, file) });
    }
    await small.context().close();
  }, 60_000);

  test('after a restart it is still linked, and what was said is still there', async () => {
    const before = await on('hana').locator('.message').count();
    const complaints = [...somebody.complaints];
    await homeroom.end();
    await page.locator('body[data-connection="off"]').waitFor();
    await homeroom.start();
    await page.locator('body[data-connection="on"]').waitFor(patience);
    await isLinked();
    expect(await on('hana').locator('.message').count()).toBe(before);
    await says('hana', '/help');
    await expect.poll(() => on('hana').locator('.message').count(), patience).toBe(before + 2);
    const news = somebody.complaints.slice(complaints.length);
    // That the server was away is complained of, rightly: by the stream, and by a bubble that was drawn in that moment.
    expect(news.filter((words) => !/\/lab\/(api\/events|assets\/icons\.svg)/.test(words))).toEqual([]);
    somebody.complaints.splice(complaints.length);
  }, 150_000);

  test('logged out on the phone it shows another code, which links it anew', async () => {
    await linking().getByRole('button', { name: 'Log this browser out' }).click();
    await linking().getByRole('button', { name: 'Scan it with the class’s phone' }).click(patience);
    await isLinked();
  }, 150_000);

  test('the browser had nothing to complain about', () => expect(somebody.complaints).toEqual([]));

  /** Registers with the code that the page offers, and is let in by Olga. */
  async function joins(who: string, name: string): Promise<void> {
    await on(who).scrollIntoViewIfNeeded();
    await on(who)
      .getByRole('button', { name: /^Write JOIN/ })
      .click();
    await on(who).getByRole('textbox').press('Enter');
    const answers: [RegExp, string][] = [
      [/full name/, name],
      [/which year/i, '1998'],
      [/house or section/, '1'],
      [/Where do you want to get/, '1'],
      [/Which city/, 'Tokyo'],
    ];
    for (const [question, answer] of answers) {
      await heard(who, question).waitFor(patience);
      await says(who, answer);
    }
    const request = heard('olga', new RegExp(`Request \\d+[\\s\\S]*${name}`));
    await request.getByRole('button', { name: /^Yes/ }).click(patience);
    await heard(who, /You are in/).waitFor(patience);
  }

  async function sendsPhoto(who: string, posts: () => Promise<void>): Promise<void> {
    await on(who).locator('.attach summary').click();
    await on(who).getByRole('button', { name: 'Photo' }).click();
    await heard(who, photoPreview).waitFor(patience);
    await posts();
  }

  /** Drawn, and not only asked for. */
  async function isSeen(picture: Locator): Promise<void> {
    await picture.waitFor(patience);
    await expect
      .poll(() => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
      .toBeGreaterThan(0);
  }

  async function reply(who: string, to: Locator, words: string): Promise<void> {
    await to.hover();
    await to.getByRole('button', { name: 'Reply to this message' }).click();
    await says(who, words);
  }
});

test('where there is no Chromium, everything else starts, and the phones say why this one does not', async () => {
  const homeroom = await firstRun({ LAB: '1', WHATSAPP_WEB: '1', CHROME_PATH: '/no/chrome' });
  try {
    const states = async () => {
      const asked = await fetch(`${homeroom.url}/ready`);
      return ((await asked.json()) as { channels?: Record<string, string> }).channels;
    };
    await expect
      .poll(states, { timeout: 30_000 })
      .toMatchObject({ telegram: 'on', sms: 'on', 'whatsapp-web': 'starting' });
    const state = await fetch(`${homeroom.url}/lab/api/state`);
    const { lab } = (await state.json()) as { lab: { classPhone: { kind: string; sentence: string } } };
    expect(lab.classPhone).toMatchObject({
      kind: 'stopped',
      sentence: 'CHROME_PATH is /no/chrome, and no program is there that may be run.',
    });
    expect(homeroom.log().match(/a channel cannot start/g)).toHaveLength(1);
  } finally {
    await homeroom.stop();
  }
}, 90_000);
