import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsChromium } from '../support/needs.ts';
import { hears, type Lab, labAt, last, overflow, register, says } from './chatting.ts';
import { type FirstRun, firstRun } from './firstRun.ts';
import { type Visitor, visitor } from './visitor.ts';

const chromium = needsChromium();

const laptop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

describe.skipIf(!chromium)('the web chat in a browser', () => {
  let homeroom: FirstRun;
  let somebody: Visitor;
  let wendy: Page;
  let walt: Page;
  let lab: Lab;
  /** `CHAT_SCREENSHOTS` names a folder where they can be looked at. */
  const shots = process.env.CHAT_SCREENSHOTS ?? mkdtempSync(path.join(tmpdir(), 'homeroom-chat-'));
  const shoot = (page: Page, name: string) => page.screenshot({ path: path.join(shots, `${name}.png`) });

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    homeroom = await firstRun();
    lab = labAt(homeroom.url);
    somebody = await visitor(chromium!);
  }, 90_000);

  afterAll(async () => {
    await somebody?.leave();
    await homeroom?.stop();
  });

  test('somebody on a phone founds a class, proving a number by a text message', async () => {
    wendy = await somebody.open(`${homeroom.url}/chat?start=${await lab.foundingCode()}`, {
      ...phone,
      scheme: 'light',
    });
    await shoot(wendy, 'welcome-390-light');
    await wendy.getByRole('button', { name: 'Open the invite' }).click();
    await hears(wendy, /first organizer/);
    await register(wendy, { name: 'Wendy Webb', number: '+14155550103', first: 'Lincoln High 98', lab });
    await hears(wendy, /In a browser:/);
    expect(new URL(wendy.url()).search).toBe('');
    await shoot(wendy, 'founded-390-light');
  }, 60_000);

  test('another one comes by her link on a laptop, in the dark, and is let in by one press', async () => {
    const link = await wendy.locator('.message a[href*="/chat?start="]').last().getAttribute('href');
    walt = await somebody.open(link!, { ...laptop, scheme: 'dark' });
    await walt.getByRole('button', { name: 'Open the invite' }).click();
    await hears(walt, /about to join Lincoln High 98/);
    await register(walt, { name: 'Walt Weber', number: '+14155550105', lab });
    await wendy.getByRole('button', { name: 'Yes, I know them' }).click();
    await hears(walt, /You are in/);
    await expect.poll(() => walt.locator('#state').textContent()).toContain('Wendy');
    await expect.poll(() => wendy.locator('#state').textContent()).toContain('Walt');
  }, 60_000);

  test('what one posts the other reads, answers and sees corrected; markup is only text', async () => {
    const hostile = '<img src=x onerror=alert(1)> & **not bold** https://example.org/a?b=1.';
    await says(walt, hostile);
    await walt.getByRole('button', { name: 'Post it' }).click();
    await hears(wendy, /onerror=alert/);
    const shown = last(wendy, 'theirs');
    expect(await shown.locator('.words').textContent()).toContain(hostile);
    expect(await shown.locator('img').count()).toBe(0);
    expect(await shown.locator('a').getAttribute('href')).toBe('https://example.org/a?b=1');
    await shown.getByRole('button', { name: 'Reply' }).click();
    await says(wendy, 'I see it as you wrote it');
    await walt.locator('.message.theirs .quote', { hasText: 'onerror' }).waitFor();
    await walt.locator('.message.mine', { hasText: 'onerror' }).getByRole('button', { name: 'Edit' }).click();
    await says(walt, 'Dinner on Friday, at eight');
    await wendy.locator('.message.theirs .words', { hasText: 'Dinner on Friday' }).waitFor();
    expect(await wendy.locator('.message', { hasText: 'onerror' }).count()).toBe(0);
    await shoot(wendy, 'chat-390-light');
    await shoot(walt, 'chat-1440-dark');
  }, 60_000);

  test('who types is seen typing, for as long as they do', async () => {
    await walt.getByRole('textbox').pressSequentially('So who');
    await expect.poll(() => wendy.locator('#typing').textContent()).toBe('Walt Weber is typing…');
    await walt.getByRole('textbox').fill('');
    await expect.poll(() => wendy.locator('#typing').textContent()).toBe('');
  }, 30_000);

  test('what is written without a connection goes out once there is one, once and in order', async () => {
    const count = await messages(wendy, 'mine');
    await wendy.context().setOffline(true);
    await wendy.locator('body[data-connection="off"], body[data-connection="connecting"]').waitFor();
    await says(wendy, '/status');
    await says(wendy, '/help');
    expect(await wendy.locator('.message.pending').count()).toBe(2);
    await shoot(wendy, 'offline-390-light');
    await wendy.context().setOffline(false);
    await expect.poll(() => wendy.locator('.message.pending').count(), { timeout: 20_000 }).toBe(0);
    await hears(wendy, /What you can do|\/post/);
    expect(await messages(wendy, 'mine')).toBe(count + 2);
    somebody.complaints.splice(0);
  }, 60_000);

  test('after kill -9 everything is as it was, also what was being said', async () => {
    await hears(wendy, /Sent as #2.*Delivered/);
    const before = await wordsOf(wendy);
    await homeroom.kill();
    await wendy.locator('body[data-connection="off"], body[data-connection="connecting"]').waitFor();
    await says(wendy, '/status');
    await homeroom.start();
    await wendy.locator('body[data-connection="on"]').waitFor({ timeout: 40_000 });
    await expect.poll(() => wendy.locator('.message.pending').count(), { timeout: 20_000 }).toBe(0);
    await expect.poll(async () => (await wordsOf(wendy)).length, { timeout: 20_000 }).toBe(before.length + 2);
    const after = await wordsOf(wendy);
    expect(after.slice(0, before.length)).toEqual(before);
    await wendy.reload();
    await expect.poll(() => wordsOf(wendy), { timeout: 10_000 }).toEqual(after);
    somebody.complaints.splice(0);
  }, 90_000);

  test('it can be installed, and says so where there is no connection', async () => {
    const asked = await fetch(`${homeroom.url}/chat/manifest.webmanifest`);
    const manifest = (await asked.json()) as { icons: { src: string; sizes: string }[] };
    expect(manifest).toMatchObject({ start_url: '/chat', display: 'standalone', scope: '/chat' });
    for (const { src, sizes } of manifest.icons) {
      const size = await walt.evaluate(
        `new Promise((done) => { const i = new Image(); i.onload = () => done(i.width + 'x' + i.height); i.src = '${src}'; })`,
      );
      expect(size).toBe(sizes);
    }
    await walt.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await walt.context().setOffline(true);
    await walt.reload();
    await walt.getByRole('heading', { name: 'You are offline' }).waitFor();
    await shoot(walt, 'away-1440-dark');
    await walt.context().setOffline(false);
    await walt.getByRole('link', { name: 'Try again' }).click();
    await walt.locator('body[data-connection="on"]').waitFor();
    somebody.complaints.splice(0);
  }, 60_000);

  test('it fits, can be worked by keys alone, and speaks Spanish to those who do', async () => {
    for (const page of [wendy, walt]) expect(await overflow(page)).toBe(0);
    await wendy.locator('#words').focus();
    await wendy.keyboard.press('Tab');
    expect(await wendy.evaluate('document.activeElement.id')).toBe('send');
    expect(await wendy.getByRole('log', { name: 'Messages' }).count()).toBe(1);
    const answer = await fetch(`${homeroom.url}/chat`, { headers: { 'accept-language': 'es-MX' } });
    expect(await answer.text()).toContain('Tu clase, en este navegador');
  }, 30_000);

  test('who signs out leaves nothing behind in the browser', async () => {
    wendy.once('dialog', (dialog) => void dialog.accept());
    await wendy.getByRole('button', { name: 'Sign out' }).click();
    await wendy.getByText('You are signed out in this browser.').waitFor();
    expect(await wendy.locator('.message').count()).toBe(0);
    expect(await wendy.context().cookies()).toEqual([]);
    await wendy.reload();
    await wendy.getByRole('button', { name: 'Start chatting' }).waitFor();
  }, 30_000);

  test('the browser had nothing to complain about', () => expect(somebody.complaints).toEqual([]));
});

const messages = (page: Page, whose: 'mine' | 'theirs') => page.locator(`.message.${whose}`).count();
const wordsOf = (page: Page) => page.locator('.message .words').allTextContents();
