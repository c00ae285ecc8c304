import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksOf } from '../../bots/web/blocks.ts';
import { fromMarkdown } from '../../domain/formatting/fromMarkdown.ts';
import { sampleBytes } from '../../lab/whatsapp/samples.ts';
import { pdf } from '../media/files.ts';
import { needsChromium } from '../support/needs.ts';
import { hears, isDrawn, type Lab, labAt, last, overflow, posts, register, says } from './chatting.ts';
import { type FirstRun, firstRun } from './firstRun.ts';
import { type Visitor, visitor } from './visitor.ts';

const chromium = needsChromium();

const laptop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const photo = sampleBytes('image');
const file = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });
const gym = file('gym.jpg', 'image/jpeg', photo);

describe.skipIf(!chromium)('files in the web chat', () => {
  let homeroom: FirstRun;
  let lab: Lab;
  let somebody: Visitor;
  let walt: Page;
  /** `CHAT_SCREENSHOTS` names a folder where they can be looked at. */
  const shots = process.env.CHAT_SCREENSHOTS ?? mkdtempSync(path.join(tmpdir(), 'homeroom-chat-'));
  const shoot = (page: Page, name: string) => page.screenshot({ path: path.join(shots, `${name}.png`) });
  const onTelegram = (claim: (file: { url: string; name: string | null }, kind: string) => boolean) =>
    lab.sees('ana', ({ isMine, file: one, kind }) => !isMine && one !== undefined && claim(one, kind));

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

  test('who is not in yet is told when files can be sent, and loses nothing', async () => {
    const code = await lab.playStory();
    walt = await somebody.open(`${homeroom.url}/chat?start=${code}`, { ...phone, scheme: 'light' });
    await walt.getByRole('button', { name: 'Open the invite' }).click();
    await hears(walt, /about to join/);
    await walt.locator('#files').setInputFiles(gym);
    await says(walt, 'Our old gym');
    await walt.getByText('as soon as your classmates have let you in').waitFor();
    expect(await walt.locator('#words').inputValue()).toBe('Our old gym');
    await walt.getByRole('button', { name: 'Remove gym.jpg' }).click();
    somebody.complaints.splice(0);
    await register(walt, { name: 'Walt Weber', number: '+14155550105', lab });
    await lab.presses('olga', 'Yes, I know them', 'Walt Weber');
    await hears(walt, /You are in/);
  }, 200_000);

  test('a photo is chosen, looked at, given words, and is a photo on Telegram', async () => {
    const choosing = walt.waitForEvent('filechooser');
    await walt.getByRole('button', { name: 'Attach files' }).click();
    await (await choosing).setFiles(gym);
    await isDrawn(walt.locator('#tray img'));
    expect(await walt.locator('#words').getAttribute('placeholder')).toBe('Add a caption');
    await shoot(walt, 'files-preview-390-light');
    await says(walt, 'The gym, as it was');
    await isDrawn(last(walt, 'mine').locator('.picture img'));
    await posts(walt, 'The gym');
    const { file: seen, kind } = await onTelegram((_file, one) => one === 'photo');
    expect(kind).toBe('photo');
    const bytes = Buffer.from(await (await fetch(homeroom.url + seen!.url)).arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    expect(JSON.stringify(await onTelegram(() => true))).toContain('The gym, as it was');
  }, 60_000);

  test('a photo from Telegram is drawn in the browser, and opens over the whole page', async () => {
    await lab.act('ana', { act: 'send', kind: 'photo' });
    await lab.presses('ana', 'Post it', '(a photo)');
    const theirs = walt.locator('.message.theirs .picture').last();
    await isDrawn(theirs.locator('img'));
    await shoot(walt, 'files-photo-390-light');
    await theirs.press('Enter');
    await isDrawn(walt.getByRole('dialog').locator('img'));
    await shoot(walt, 'files-open-390-light');
    await walt.keyboard.press('Escape');
    expect(await walt.getByRole('dialog').count()).toBe(0);
    expect(await walt.evaluate('document.activeElement.className')).toContain('picture');
  }, 60_000);

  test('after a reload one’s own photo and theirs are there still', async () => {
    await walt.reload();
    await isDrawn(walt.locator('.message.mine .picture img').last());
    await isDrawn(walt.locator('.message.theirs .picture img').last());
  }, 60_000);

  test('papers and voices go by dropping them, and are cards and players', async () => {
    await drop(walt, [
      file('paper.pdf', 'application/pdf', pdf),
      file('hello.ogg', 'audio/ogg', sampleBytes('voice')),
    ]);
    expect(await walt.locator('#tray li').count()).toBe(2);
    await shoot(walt, 'files-tray-390-light');
    await says(walt, 'The paper, and how I read it');
    await posts(walt, 'The paper');
    await onTelegram(({ name }) => name === 'paper.pdf');
    await lab.act('ana', { act: 'send', kind: 'voice' });
    await lab.presses('ana', 'Post it', 'voice');
    await walt.locator('.message.theirs audio').last().waitFor();
    const isPlayable = () =>
      walt
        .locator('.message.theirs audio')
        .last()
        .evaluate((sound) => (sound as unknown as { readyState: number }).readyState > 0);
    await expect.poll(isPlayable, { timeout: 20_000 }).toBe(true);
    const paper = walt.getByRole('link', { name: /paper\.pdf/ });
    await paper.scrollIntoViewIfNeeded();
    await shoot(walt, 'files-card-390-light');
  }, 60_000);

  test('what is too large, empty or not allowed is told in a sentence, and the words stay', async () => {
    const large = file('film.mp4', 'video/mp4', Buffer.alloc(17 * 1024 * 1024));
    await walt.locator('#files').setInputFiles([large, file('none.txt', 'text/plain', Buffer.alloc(0))]);
    const told = walt.getByRole('alert').filter({ hasText: 'none.txt is empty.' });
    await told.filter({ hasText: 'film.mp4 is too large.' }).waitFor();
    const zip = file('photo.jpg', 'image/jpeg', Buffer.from('PK\x03\x04 not a photo at all'));
    await walt.locator('#files').setInputFiles([zip]);
    await says(walt, 'Look at this');
    await walt.getByRole('alert').filter({ hasText: 'photo.jpg was not sent: it says it is' }).waitFor();
    expect(await walt.locator('#words').inputValue()).toBe('Look at this');
    expect(await walt.locator('.message.pending').count()).toBe(0);
    await shoot(walt, 'files-refused-390-light');
    await walt.getByRole('button', { name: 'Remove photo.jpg' }).click();
    await walt.locator('#words').fill('');
    somebody.complaints.splice(0);
  }, 60_000);

  test('what a proxy refuses comes back with its words, and keeps nothing behind it waiting', async () => {
    const nginx = { status: 413, contentType: 'text/html', body: '<h1>413 Request Entity Too Large</h1>' };
    await walt.route('**/chat/files', (route) => route.fulfill(nginx));
    await walt.locator('#files').setInputFiles([file('scan.pdf', 'application/pdf', pdf)]);
    await says(walt, 'The scan');
    await walt.getByRole('alert').filter({ hasText: 'This could not be sent.' }).waitFor({ timeout: 10_000 });
    expect(await walt.locator('#words').inputValue()).toBe('The scan');
    expect(await walt.locator('.message.pending').count()).toBe(0);
    await walt.unroute('**/chat/files');
    await walt.getByRole('button', { name: 'Remove scan.pdf' }).click();
    await walt.locator('#words').fill('');
    somebody.complaints.splice(0);
  }, 60_000);

  test('a file that is sent without a connection goes out after a reload, once', async () => {
    await walt.context().setOffline(true);
    await walt.locator('body[data-connection="off"], body[data-connection="connecting"]').waitFor();
    await walt.locator('#files').setInputFiles([file('late.jpg', 'image/jpeg', photo)]);
    await says(walt, 'Sent from the tunnel');
    await isDrawn(walt.locator('.message.pending .picture img'));
    await shoot(walt, 'files-offline-390-light');
    await walt.context().setOffline(false);
    // What left before the page is gone is no proof: so it is sent by the page that comes.
    await walt.evaluate('localStorage.setItem("held", localStorage.getItem("homeroom.outbox"))');
    await walt.reload();
    await hears(walt, /This goes to[\s\S]*Sent from the tunnel/);
    await expect.poll(() => walt.locator('.message.pending').count(), { timeout: 20_000 }).toBe(0);
    expect(await walt.locator('.message.mine', { hasText: 'Sent from the tunnel' }).count()).toBe(1);
    await isDrawn(walt.locator('.message.mine .picture img').last());
    await walt.getByRole('button', { name: 'Cancel' }).last().click();
    await hears(walt, /cancelled/);
    somebody.complaints.splice(0);
  }, 90_000);

  test('what others format is formatted here, and markup is only text', async () => {
    const markdown = [
      '# Friday, at Rosa’s',
      '**Bring** *something* to ~~eat~~ [share](https://example.org/rosa?a=1&b=2), ||surprises|| too:',
      '- cake, or whatever you like best and can carry on the bus without spilling it',
      '- songs, `loud` ones',
      '> As ever, **at eight**',
      '```',
      'table 7 <script>alert(1)</script>',
      '```',
      'See <img src=x onerror=alert(1)> you [there](javascript:alert(1))',
      'By [**https://example.org/shown**](https://example.org/meant) or https://example.org/plain',
    ].join('\n');
    const blocks = JSON.stringify(blocksOf(fromMarkdown(markdown)));
    const draw = `import('/chat/assets/words.js').then(({ wordNodes }) => {
      const words = [...document.querySelectorAll('.message.theirs .words')].at(-1);
      words.append(...wordNodes(${blocks}));
      words.scrollIntoView(false);
    })`;
    await walt.evaluate(draw);
    const words = last(walt, 'theirs').locator('.words');
    const texts = (selector: string) => words.locator(selector).allTextContents();
    expect(await texts('.list li')).toHaveLength(2);
    expect(await texts('em, s, u')).toEqual(['something', 'eat']);
    expect(await texts('blockquote strong')).toEqual(['at eight']);
    expect(await texts('pre')).toEqual(['table 7 <script>alert(1)</script>']);
    const told = (name: string) =>
      words.locator('a').evaluateAll((all, of) => all.map((one) => one.getAttribute(of)), name);
    const rosa = 'https://example.org/rosa?a=1&b=2';
    expect(await told('href')).toEqual([rosa, 'https://example.org/meant', 'https://example.org/plain']);
    expect(await told('title')).toEqual([rosa, 'https://example.org/meant', null]);
    expect(await words.locator('img, script').count()).toBe(0);
    await shoot(walt, 'files-formatting-390-light');
    await words.getByRole('button', { name: 'Hidden words: press to see them' }).click();
    expect(await words.getByRole('button').count()).toBe(0);
    await words.getByText('surprises').waitFor();
    await walt.reload();
  }, 60_000);

  test('an album is a grid, and its first photo a photo on Telegram', async () => {
    await walt
      .locator('#files')
      .setInputFiles(
        ['one', 'two', 'three'].map((name) => file(`${name}.jpg`, 'image/jpeg', sampleBytes('image'))),
      );
    await says(walt, 'All three of them');
    const mine = walt.locator('.message.mine', { hasText: 'All three of them' });
    await expect.poll(() => mine.locator('.picture img').count()).toBe(3);
    for (const at of [0, 1, 2]) await isDrawn(mine.locator('.picture img').nth(at));
    await posts(walt, 'All three of them');
    await onTelegram((_file, kind) => kind === 'photo');
  }, 60_000);

  test('it fits a phone and a laptop, light and dark, and every control has a name', async () => {
    expect(await overflow(walt)).toBe(0);
    const names = await walt
      .locator('.message button, .message a, .composer button')
      .evaluateAll((all) =>
        all.map((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim()),
      );
    expect(names.filter((name) => name === '')).toEqual([]);
    await walt.locator('#words').focus();
    await walt.keyboard.press('Shift+Tab');
    expect(await walt.evaluate('document.activeElement.id')).toBe('attach');
    for (const [name, look] of Object.entries({ '390-dark': phone, '1440-dark': laptop })) {
      await walt.setViewportSize(look);
      await walt.emulateMedia({ colorScheme: 'dark' });
      await walt.evaluate('document.getElementById("scroll").scrollTop = 1e6');
      await shoot(walt, `files-${name}`);
      expect(await overflow(walt)).toBe(0);
    }
    await walt.emulateMedia({ colorScheme: 'light' });
    await shoot(walt, 'files-1440-light');
  }, 60_000);

  test('the browser had nothing to complain about', () => expect(somebody.complaints).toEqual([]));
});

/** Files dragged from outside of the browser and let go over the page. */
async function drop(page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  const given = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    bytes: buffer.toString('base64'),
  }));
  await page.evaluate(`(() => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, bytes } of ${JSON.stringify(given)}) {
      const content = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
      transfer.items.add(new File([content], name, { type: mimeType }));
    }
    for (const kind of ['dragenter', 'dragover', 'drop'])
      document.getElementById('scroll').dispatchEvent(
        new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  })()`);
}
