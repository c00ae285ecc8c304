import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { type Lab, labAt, overflow } from './chatting.ts';
import { type FirstRun, firstRun } from './firstRun.ts';
import { type Look, type Visitor, visitor } from './visitor.ts';

export const laptop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };
export const looks: Look[] = (['light', 'dark'] as const).flatMap((scheme) =>
  [phone, laptop].map((size) => ({ ...size, scheme })),
);

/** A class whose story was played, and somebody who looks at its dashboard. */
export interface Dashboard {
  homeroom: FirstRun;
  somebody: Visitor;
  lab: Lab;
  /** The code that lets others in. */
  invite: string;
  leave(): Promise<void>;
}

export async function openDashboard(chromium: string): Promise<Dashboard> {
  const homeroom = await firstRun();
  const lab = labAt(homeroom.url);
  const somebody = await visitor(chromium);
  const invite = await lab.playStory();
  const leave = async () => {
    await somebody.leave();
    await homeroom.stop();
  };
  return { homeroom, somebody, lab, invite, leave };
}

/** Olga's laptop at the page she wants, by the link that the bot gives her. */
export async function signedInAt(wanted: string, { homeroom, somebody, lab }: Dashboard): Promise<Page> {
  const page = await somebody.open(`${homeroom.url}${wanted}`, { ...laptop, scheme: 'light' });
  await page.getByRole('button', { name: 'Show me a code' }).click();
  await lab.act('olga', { act: 'say', text: (await page.locator('.code code').textContent())! });
  const isLink = (message: object) => JSON.stringify(message).includes('/admin/sign-in/');
  const { spans } = await lab.sees('olga', isLink);
  await page.goto(/\S+\/admin\/sign-in\/[\w-]+/.exec(spans.map(({ text }) => text).join(''))![0]);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`**${wanted}`);
  return page;
}

/** `ADMIN_SCREENSHOTS` names a folder where they can be looked at. */
const shots = process.env.ADMIN_SCREENSHOTS ?? mkdtempSync(path.join(tmpdir(), 'homeroom-admin-'));
mkdirSync(shots, { recursive: true });

/** What is wrong with pages as somebody sees them at this size: too wide, or hard for some. Each is kept as a picture. */
export async function unfit(page: Page, addresses: [name: string, url: string][], { scheme, ...size }: Look) {
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize(size);
  const wrong: string[] = [];
  for (const [name, url] of addresses) {
    await page.goto(url);
    const shot = `${name}-${size.width}-${scheme}`;
    await page.screenshot({ path: path.join(shots, `${shot}.png`), fullPage: true });
    if ((await overflow(page)) !== 0)
      wrong.push(`${shot} is wider than its window: ${await page.evaluate(widest)}`);
    wrong.push(...(await complaintsOf(page)).map((complaint) => `${shot}: ${complaint}`));
  }
  return wrong;
}

/** Runs in the page. */
const widest = `[...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > innerWidth
  && !one.closest('.statechart-view')).map((one) => one.outerHTML.slice(0, 80)).slice(0, 3).join(' ')`;

/** What is serious or worse by the rules of accessibility (https://dequeuniversity.com/rules/axe/). */
async function complaintsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
