import type { Client } from 'whatsapp-web.js';
import type { Clock } from '../../domain/clock.ts';
import type { Log } from '../../domain/log.ts';
import { sentence } from './failure.ts';

/** How long Chromium has to end by itself. */
const closingMs = 5_000;

/** Asks Chromium to end, which writes what it keeps to the disk; a deaf one is killed. Resolves when it is gone. */
export async function closeBrowser(
  client: Client | undefined,
  { clock, log }: { clock: Clock; log: Log },
): Promise<void> {
  const browser = client?.pupBrowser;
  if (!browser) return;
  const program = browser.process();
  const hasEnded = new Promise<void>((resolve) => {
    if (!program || program.exitCode !== null || program.signalCode !== null) resolve();
    else program.once('exit', () => resolve());
  });
  const cancel = clock.after(closingMs, () => program?.kill('SIGKILL'));
  await browser.close().catch((error: unknown) => {
    log.debug({ reason: sentence(error) }, 'Chromium did not close by itself');
    program?.kill('SIGKILL');
  });
  await hasEnded;
  cancel();
}
