import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsChromium } from '../support/needs.ts';
import { type Visitor, visitor } from './visitor.ts';
import { whatsappLab } from './whatsappLab.ts';

const chromium = needsChromium();
const EVA = '14155550106';

const laptop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

describe.skipIf(!chromium)('a WhatsApp phone in a browser', () => {
  let lab: Awaited<ReturnType<typeof whatsappLab>>;
  let somebody: Visitor;
  let page: Page;
  const shots = process.env.LAB_SCREENSHOTS ?? mkdtempSync(path.join(tmpdir(), 'homeroom-screenshots-'));

  const eva = () => page.locator('#phone-eva');
  const says = async (words: string) => {
    await eva().getByRole('textbox').fill(words);
    await eva().getByRole('textbox').press('Enter');
  };
  const send = (message: object, to: object = { to: EVA }) => lab.ask('messages', { ...to, ...message });
  const hears = (words: string) => eva().locator('.message.theirs', { hasText: words }).last();
  const lastHeard = () => lab.heard.at(-1);

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    lab = await whatsappLab();
    somebody = await visitor(chromium!);
    page = await somebody.open(`${lab.url}/lab`, { ...laptop, scheme: 'light' });
    await page.locator('#phone-farid').waitFor();
    await eva().scrollIntoViewIfNeeded();
  }, 60_000);

  afterAll(async () => {
    await somebody?.leave();
    await lab?.stop();
  });

  test('what is typed reaches the business, with one tick, two, and two blue ones', async () => {
    await says('Hi, is this the class of 98?');
    await eva().locator('.mine .ticks.is-delivered').waitFor();
    expect(lastHeard()).toMatchObject({
      from: EVA,
      type: 'text',
      text: { body: 'Hi, is this the class of 98?' },
    });
    await lab.ask('messages', {
      status: 'read',
      message_id: lastHeard().id,
      typing_indicator: { type: 'text' },
    });
    await eva().locator('.mine .ticks.is-read').waitFor();
    await eva().locator('.chat-words', { hasText: 'typing…' }).waitFor();
  }, 30_000);

  test('marks are looks, and links are links', async () => {
    const body =
      'Welcome to *Homeroom*, _Eva_! ~Room 12~ `Room 14`, see https://example.org/a_b_c\n> It was *cold* in there';
    await send({ type: 'text', text: { body } });
    const words = hears('Welcome').locator('.words');
    await words.waitFor();
    expect(await words.locator('strong').allTextContents()).toEqual(['Homeroom', 'cold']);
    expect(await words.locator('em, s, code').allTextContents()).toEqual(['Eva', 'Room 12', 'Room 14']);
    expect(await words.locator('a').getAttribute('href')).toBe('https://example.org/a_b_c');
    expect(await words.locator('blockquote').allTextContents()).toEqual(['It was cold in there']);
    await eva().locator('.chat-words', { hasText: 'open until' }).waitFor();
  }, 30_000);

  test('a button that is pressed answers the message it stands under', async () => {
    const buttons = ['Yes, I am in', 'Maybe', 'Not this time'].map((title, n) => ({
      type: 'reply',
      reply: { id: `choice-${n}`, title },
    }));
    const interactive = {
      type: 'button',
      header: { type: 'text', text: 'Dinner on Friday' },
      body: { text: 'At 7 pm, at *Rosa’s*. Will you come?' },
      footer: { text: 'Nobody else sees your answer' },
      action: { buttons },
    };
    const { messages } = await send({ type: 'interactive', interactive });
    await hears('Dinner').getByRole('button', { name: 'Yes, I am in' }).click();
    const answer = eva().locator('.message.mine', { hasText: 'Yes, I am in' });
    await answer.locator('.ticks.is-delivered').waitFor();
    expect(await answer.locator('.quote').textContent()).toContain('Will you come?');
    expect(lastHeard()).toMatchObject({
      context: { id: messages[0].id },
      interactive: { button_reply: { id: 'choice-0', title: 'Yes, I am in' } },
    });
  }, 30_000);

  test('a list opens over the phone; its row is chosen and sent', async () => {
    const rows = ['Maple', 'Oak', 'Cedar'].map((title, n) => ({
      id: `house-${n}`,
      title: `House ${title}`,
      description: `with ${12 + n} of us`,
    }));
    const action = { button: 'Choose your house', sections: [{ title: 'Houses', rows }] };
    await send({
      type: 'interactive',
      interactive: { type: 'list', body: { text: 'Which house?' }, action },
    });
    await hears('Which house?').getByRole('button', { name: 'Choose your house' }).click();
    const sheet = eva().getByRole('dialog', { name: 'Choose your house' });
    await sheet.getByText('House Oak').click();
    await page.screenshot({ path: path.join(shots, 'whatsapp-list.png') });
    await sheet.getByRole('button', { name: 'Send' }).click();
    await eva().locator('.message.mine', { hasText: 'House Oak' }).locator('.ticks.is-delivered').waitFor();
    expect(await sheet.count()).toBe(0);
    expect(lastHeard().interactive.list_reply).toEqual(rows[1]);
  }, 30_000);

  test('a reply is native, a reaction stands at the message, a text is changed and taken back', async () => {
    await hears('Dinner').locator('.words').click();
    await says('What shall I bring?');
    const own = eva().locator('.message.mine', { hasText: 'What shall I' });
    await own.locator('.ticks.is-delivered').waitFor();
    expect(lastHeard()).toMatchObject({
      context: { from: '15005550007' },
      text: { body: 'What shall I bring?' },
    });

    await hears('Dinner').hover();
    await hears('Dinner').locator('.react summary').click();
    await hears('Dinner').getByRole('button', { name: '👍' }).click();
    await hears('Dinner').locator('.reactions', { hasText: '👍' }).waitFor();
    expect(lastHeard()).toMatchObject({ type: 'reaction', reaction: { emoji: '👍' } });

    await own.hover();
    await own.getByRole('button', { name: 'Change this message' }).click();
    await says('What shall I cook?');
    await eva().locator('.message.mine', { hasText: 'I cook?' }).locator('.edited').waitFor();
    expect(lastHeard().edit.message.text.body).toBe('What shall I cook?');

    await says('Sorry, wrong chat');
    const wrong = eva().locator('.message.mine', { hasText: 'wrong chat' });
    await wrong.hover();
    await wrong.getByRole('button', { name: 'Delete this message for everyone' }).click();
    await eva().locator('.message.mine', { hasText: 'You deleted this message' }).waitFor();
    expect(lastHeard().type).toBe('revoke');
  }, 30_000);

  test('pictures are seen in both directions; papers, voice, places and cards have their looks', async () => {
    for (const what of ['Document', 'Voice message', 'Location', 'My contact', 'Photo']) {
      await eva().locator('.attach summary').click();
      await eva().locator('.attach').getByRole('button', { name: what }).click();
    }
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    const bytes = readFileSync(new URL('../../lab/whatsapp/samples/picture.jpg', import.meta.url));
    form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'school.jpg');
    const { id } = await lab.ask('media', form);
    await send({ type: 'image', image: { id, caption: 'Our *old school*, last week' } });
    await hears('old school').locator('img').waitFor();
    const isSeen = (image: { naturalWidth: number }) => image.naturalWidth;
    for (const image of await eva().locator('img.shot').all())
      await expect.poll(() => image.evaluate(isSeen as never)).toBe(640);
    const types = lab.heard.slice(-5).map(({ type }) => type);
    expect(types).toEqual(['document', 'audio', 'location', 'contacts', 'image']);
  }, 30_000);

  test('a file is not handed to the phone of another', async () => {
    const source = await eva().locator('img.shot').first().getAttribute('src');
    const status = (of: string) =>
      fetch(`${lab.url}${source!.replace('/eva/', of)}`).then((one) => one.status);
    expect([await status('/eva/'), await status('/farid/'), await status('/ben/')]).toEqual([200, 404, 404]);
  });

  test('somebody who hides the number is reached by the id', async () => {
    const farid = page.locator('#phone-farid');
    await farid.getByRole('textbox').fill('Hello from nowhere');
    await farid.getByRole('textbox').press('Enter');
    await expect.poll(() => lastHeard()?.text?.body).toBe('Hello from nowhere');
    expect(lastHeard().from).toBeUndefined();
    await send({ type: 'text', text: { body: 'Hello, Farid' } }, { recipient: lastHeard().from_user_id });
    await farid.locator('.message.theirs', { hasText: 'Hello, Farid' }).waitFor();
  }, 30_000);

  test('it fits a laptop and a phone, light and dark', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      for (const size of [laptop, phone]) {
        const other = await somebody.open(`${lab.url}/lab`, { ...size, scheme });
        await other.locator('#phone-eva .message').first().waitFor();
        if (size === phone) await other.getByRole('navigation').getByRole('button', { name: 'Eva' }).click();
        else await other.locator('#phone-farid').scrollIntoViewIfNeeded();
        await other.locator('.person[aria-current]', { hasText: 'Eva' }).waitFor({ state: 'attached' });
        const shot = (name: string) =>
          other.screenshot({ path: path.join(shots, `whatsapp-${size.width}-${scheme}${name}.png`) });
        await shot('');
        await other.locator('#phone-eva .scroll').evaluate((element: { scrollTop: number }) => {
          element.scrollTop = 0;
        });
        await shot('-top');
        expect(await overflow(other)).toBe(0);
        await other.context().close();
      }
    }
  }, 60_000);

  test('the browser had nothing to complain about', () => {
    expect(somebody.complaints).toEqual([]);
    expect(lab.heard.filter(({ problem }) => problem)).toEqual([]);
  });
});

/** How many pixels the page is wider than its window. */
const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
