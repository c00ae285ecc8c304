import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsChromium } from '../support/needs.ts';
import { mailLab } from './mailLab.ts';
import { type Visitor, visitor } from './visitor.ts';

const chromium = needsChromium();

const laptop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const picture = readFileSync(new URL('../../lab/whatsapp/samples/picture.jpg', import.meta.url));

describe.skipIf(!chromium)('a mailbox in a browser', () => {
  let lab: Awaited<ReturnType<typeof mailLab>>;
  let somebody: Visitor;
  let page: Page;
  const shots = process.env.LAB_SCREENSHOTS ?? mkdtempSync(path.join(tmpdir(), 'homeroom-screenshots-'));

  const gina = (on = page) => on.locator('#phone-gina');
  const shot = (name: string, on = page) => on.screenshot({ path: path.join(shots, `mail-${name}.png`) });
  const thread = (subject: string, on = page) => gina(on).locator('.mail-row', { hasText: subject });
  const back = () => gina().getByRole('button', { name: 'Back to the inbox' }).click();
  const lastHeard = async (count: number) => {
    await expect.poll(() => lab.heard.length).toBe(count);
    return lab.heard.at(-1)!;
  };

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    lab = await mailLab();
    somebody = await visitor(chromium!);
    page = await somebody.open(`${lab.url}/lab`, { ...laptop, scheme: 'light' });
    await gina().waitFor();
    await gina().scrollIntoViewIfNeeded();
  }, 60_000);

  afterAll(async () => {
    await somebody?.leave();
    await lab?.stop();
  });

  test('a new mail goes to the class, with what is attached', async () => {
    await shot('empty');
    await gina().getByRole('button', { name: 'Compose' }).click();
    expect(await gina().getByLabel('To', { exact: true }).inputValue()).toBe('class@homeroom.example');
    await gina().getByLabel('Subject').fill('Is this the class of 98?');
    await gina().getByLabel('Text of the mail').fill('Hello,\n\nI am Gina.');
    for (const what of ['Photo', 'Document']) {
      await gina().locator('.attach summary').click();
      await gina().locator('.attach').getByRole('button', { name: what }).click();
    }
    await gina().getByRole('button', { name: 'Without paper.pdf' }).click();
    await shot('letter');
    await gina().getByRole('button', { name: 'Send' }).click();
    await thread('class of 98').waitFor();
    expect(await lastHeard(1)).toMatchObject({
      from: 'Gina Weber <gina.weber@mail.example>',
      to: 'class@homeroom.example',
      text: 'Hello,\n\nI am Gina.',
      attachments: '1',
    });
  }, 30_000);

  test('a post is read as HTML in a frame, and answered with it quoted below', async () => {
    await lab.send({
      subject: 'Dinner on Friday',
      replyTo: 'reply+token@homeroom.example',
      messageId: '<m1@homeroom.example>',
      text: 'Who is in for dinner on Friday?\n\n1 Yes\n2 No',
      html:
        '<html><body><p dir="auto"><strong>Ana Rossi</strong>: Who is in for dinner on <em>Friday</em>? ' +
        '<a href="https://example.org/menu">The menu</a></p><p>1 Yes<br>2 No</p><img src="cid:school@x"></body></html>',
      attachments: [{ filename: 'school.jpg', content: picture, cid: 'school@x' }],
      headers: {
        'List-Unsubscribe': `<${lab.url}/unsubscribe/t1>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'List-Post': '<mailto:general@homeroom.example>',
      },
    });
    await gina().locator('.mail-row.is-unread', { hasText: 'Dinner on Friday' }).waitFor();
    await gina().locator('.chat-words', { hasText: 'Inbox (1)' }).waitFor();
    await shot('list');
    await thread('Dinner on Friday').click();
    const body = gina().frameLocator('.mail-frame');
    await body.locator('strong', { hasText: 'Ana Rossi' }).waitFor();
    await expect
      .poll(() => body.locator('img').evaluate((image: { naturalWidth: number }) => image.naturalWidth))
      .toBe(640);
    await expect
      .poll(async () => (await gina().locator('.mail-frame').boundingBox())!.height)
      .toBeGreaterThan(150);
    await gina().getByRole('textbox', { name: 'Reply of Gina' }).fill('I am in!\nSave me a seat.');
    await shot('thread');
    await gina().getByRole('textbox', { name: 'Reply of Gina' }).press('Control+Enter');
    await gina().locator('.mail-text', { hasText: 'Save me a seat' }).waitFor();
    const { to, text, html } = await lastHeard(2);
    expect(to).toBe('reply+token@homeroom.example');
    expect(text).toMatch(
      /^I am in!\nSave me a seat\.\n\nOn .+Homeroom <class@homeroom\.example> wrote:\n\n> Who is in/,
    );
    expect(html).toContain('gmail_quote');
    await back();
    expect(await gina().locator('.mail-row.is-unread').count()).toBe(0);
  }, 30_000);

  test('an answer comes into the same thread, and is seen where it is open', async () => {
    await thread('Dinner on Friday').click();
    await lab.send({
      subject: 'Re: Dinner on Friday',
      inReplyTo: '<m1@homeroom.example>',
      references: '<m1@homeroom.example>',
      text: 'Ben Carter: Me too, and I bring a cake.',
    });
    await gina().locator('.mail-text', { hasText: 'I bring a cake' }).waitFor();
    await shot('conversation');
    await back();
    expect(await gina().locator('.mail-row').count()).toBe(2);
    expect(await gina().locator('.mail-row.is-unread').count()).toBe(0);
  }, 30_000);

  test('Unsubscribe is one click', async () => {
    await thread('Dinner on Friday').click();
    await gina().locator('.mail summary').first().click();
    const leave = gina().getByRole('button', { name: 'Unsubscribe' });
    await leave.click();
    await gina().locator('.mail-note', { hasText: 'Unsubscribed' }).waitFor();
    expect(lab.clicks).toEqual(['t1']);
    await back();
  }, 30_000);

  test('a hostile mail runs nothing, sends nothing and fetches nothing', async () => {
    const { length } = somebody.complaints;
    const asked: Request[] = [];
    page.on('request', (request) => asked.push(request));
    await lab.send({
      subject: 'You have won',
      text: 'You have won',
      html:
        '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">' +
        '<script>parent.document.title = "won"</script><img src="https://evil.example/pixel.gif" onerror="parent.document.title=1">' +
        '<link rel="stylesheet" href="https://evil.example/a.css"><style>body{background:url(https://evil.example/b.png)}</style>' +
        '<iframe src="https://evil.example/"></iframe><form action="https://evil.example/"><button>Claim it</button></form><p>Hello</p>',
    });
    await thread('You have won').click();
    const body = gina().frameLocator('.mail-frame');
    await body.getByText('Hello').waitFor();
    await body.getByRole('button', { name: 'Claim it' }).click();
    await shot('hostile');
    expect(await page.title()).toBe('Homeroom Lab');
    const foreign = asked.filter((request) => !request.url().startsWith(lab.url));
    expect(foreign.map((request) => request.failure()?.errorText)).toEqual(foreign.map(() => 'csp'));
    // The browser says what it kept from happening; nothing else went wrong.
    const noted = somebody.complaints.splice(length);
    expect(
      noted.filter((one) => !/Content Security Policy|sandboxed|^failed: https:\/\/evil/i.test(one)),
    ).toEqual([]);
    await back();
  }, 30_000);

  test('while one is away every mail gets a note', async () => {
    await gina().getByLabel('Out of office').click();
    await gina().getByRole('button', { name: 'Away: every mail gets a note' }).click();
    await gina().locator('.mail-away', { hasText: 'Out of office is on' }).waitFor();
    await lab.send({ subject: 'Lunch', text: 'And lunch?' });
    expect(await lastHeard(3)).toMatchObject({ subject: 'Out of office: Lunch' });
    await gina().getByLabel('Out of office').click();
    await gina().getByRole('button', { name: 'I am here' }).click();
    await gina().locator('.mail-away').waitFor({ state: 'hidden' });
  }, 30_000);

  test('it is used by the keyboard alone', async () => {
    await thread('Lunch').focus();
    await page.keyboard.press('Enter');
    await gina().getByRole('textbox', { name: 'Reply of Gina' }).waitFor();
    await page.keyboard.press('Escape');
    await expect
      .poll(() => thread('Lunch').evaluate((one) => one.ownerDocument.activeElement === one))
      .toBe(true);
  }, 30_000);

  test('what is refused is said, and what was written stays', async () => {
    const { length } = somebody.complaints;
    await gina().getByRole('button', { name: 'Compose' }).click();
    await gina().getByLabel('To', { exact: true }).fill('somebody@elsewhere.example');
    await gina().getByLabel('Text of the mail').fill('Hello');
    await gina().getByRole('button', { name: 'Send' }).click();
    await page.locator('#toast', { hasText: 'reaches only addresses at homeroom.example' }).waitFor();
    expect(await gina().getByLabel('Text of the mail').inputValue()).toBe('Hello');
    expect(somebody.complaints.splice(length).every((one) => one.includes('409'))).toBe(true);
    await back();
  }, 30_000);

  test('it fits a laptop and a phone, in the light and in the dark', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      for (const [name, size] of [
        ['laptop', laptop],
        ['phone', phone],
      ] as const) {
        const other = await somebody.open(`${lab.url}/lab`, { ...size, scheme });
        await gina(other).scrollIntoViewIfNeeded();
        await thread('Dinner on Friday', other).waitFor();
        await shot(`${name}-${scheme}-list`, other);
        await thread('Dinner on Friday', other).click();
        await gina(other).locator('.mail summary').first().click();
        await gina(other).frameLocator('.mail-frame').locator('strong').waitFor();
        await shot(`${name}-${scheme}-thread`, other);
        expect(await overflow(other)).toBe(0);
        await other.context().close();
      }
    }
  }, 60_000);

  test('the browser had nothing to complain about', () => {
    expect(somebody.complaints).toEqual([]);
    expect(lab.problems).toEqual([]);
  });
});

/** How many pixels the page is wider than its window. */
const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
