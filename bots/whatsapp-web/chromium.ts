import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Where Chromium and its kin are usually found, if not in a folder of PATH. */
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];
const usualNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * The browser to use: the one that is named, else the first that is found.
 * @param chromePath from CHROME_PATH; where it is set nothing else is tried
 * @throws {Error} with what the operator has to do, where there is none
 */
export function findChromium(
  chromePath: string | undefined,
  { folders = (process.env.PATH ?? '').split(path.delimiter), places = usualPlaces } = {},
): string {
  if (chromePath) {
    if (isProgram(chromePath)) return chromePath;
    throw new Error(`CHROME_PATH is ${chromePath}, and no program is there that may be run.`);
  }
  const inFolders = folders
    .filter(Boolean)
    .flatMap((folder) => usualNames.map((name) => path.join(folder, name)));
  const found = [...inFolders, ...places].find(isProgram);
  if (found) return found;
  throw new Error(
    'WhatsApp Web needs Chromium or Chrome, and none was found: install it (Debian: apt-get install chromium), or set ' +
      'CHROME_PATH to its program. None is downloaded.',
  );
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Root may not run Chromium with its sandbox ("Running as root without --no-sandbox is not supported"); for everybody else
 * it stays on, since the page is Meta's. /dev/shm is too small in containers, and there is no screen.
 */
export function flagsFor(userId: number | undefined): string[] {
  const always = ['--disable-dev-shm-usage', '--disable-gpu', '--no-first-run', '--disable-breakpad'];
  return userId === 0 ? [...always, '--no-sandbox', '--disable-setuid-sandbox'] : always;
}
