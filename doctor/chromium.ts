import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { findChromium } from '../bots/whatsapp-web/chromium.ts';
import { type Check, type Finding, fine, hint, wrong } from './finding.ts';

export interface WhatsappWebSettings {
  /** Undefined: the Lab's. */
  number: string | undefined;
  chromePath: string | undefined;
  dataDir: string;
  userId: number | undefined;
  /** Where it is looked for; the usual places unless set. */
  places?: { folders: string[]; places: string[] };
}

/** Chromium answers within a second once it was loaded from the disk. */
const timeoutMs = 8_000;

/** Whether the browser that WhatsApp Web needs is there and starts, and whether a phone is paired. */
export function whatsappWebCheck(settings: WhatsappWebSettings): Check {
  return {
    part: 'WhatsApp Web',
    asked: 'Chromium',
    look: async (signal) => [...(await aboutBrowser(settings, signal)), ...aboutPairing(settings)],
  };
}

async function aboutBrowser(
  { chromePath, userId, places }: WhatsappWebSettings,
  signal: AbortSignal,
): Promise<Finding[]> {
  let program: string;
  try {
    program = findChromium(chromePath, places);
  } catch (error) {
    return [wrong((error as Error).message)];
  }
  const run = promisify(execFile)(program, ['--version'], { timeout: timeoutMs, signal });
  const version = await run.then(
    ({ stdout }) => stdout.trim().split('\n')[0]!.slice(0, 80),
    () => null,
  );
  if (version === null)
    return [
      wrong(
        `${program} is there and does not start: run "${program} --version" to see why, or set CHROME_PATH.`,
      ),
    ];
  const found = fine(`${version} starts.`);
  if (userId !== 0) return [found];
  return [found, hint('As root Chromium runs without its sandbox: run Homeroom as an account of its own.')];
}

/** Its note lies beside the browser's profile, below DATA_DIR (bots/whatsapp-web/session.ts). */
function aboutPairing({ number, dataDir }: WhatsappWebSettings): Finding[] {
  if (number === undefined) return [fine('Without WHATSAPP_WEB_NUMBER the Lab serves it.')];
  const note = path.join(dataDir, 'whatsapp-web', number.replace(/\D/g, ''), 'paired.json');
  if (existsSync(note)) return [fine('A phone is paired.')];
  return [hint('No phone is paired yet: npm start shows a code, to be scanned under Linked devices.')];
}
