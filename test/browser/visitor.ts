import { type Browser, chromium, type Page } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Look {
  width: number;
  height: number;
  scheme: 'light' | 'dark';
}

/** Somebody with a browser who notes everything the browser complains about. */
export async function visitor(executablePath: string) {
  const browser: Browser = await chromium.launch({ executablePath, args: flags });
  const complaints: string[] = [];

  async function open(url: string, { width, height, scheme }: Look): Promise<Page> {
    const isSmall = width < 500;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      hasTouch: isSmall,
      deviceScaleFactor: isSmall ? 2 : 1,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    listen(page, (complaint) => complaints.push(complaint));
    await page.goto(url);
    return page;
  }

  return { open, complaints, leave: () => browser.close() };
}

export type Visitor = Awaited<ReturnType<typeof visitor>>;

function listen(page: Page, complain: (words: string) => void): void {
  page.on('console', (message) => {
    if (message.type() !== 'log') complain(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complain(error.message));
  page.on('requestfailed', (request) => {
    // A page that is closed lets go of its stream.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complain(`failed: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complain(`${response.status()}: ${response.url()}`);
  });
}
