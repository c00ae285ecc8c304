import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * A pairing with a phone, kept over restarts: the browser's profile, and when it was paired. Whoever can read the folder
 * can be us on WhatsApp.
 */
export interface Session {
  /** Chromium's profile, which holds the keys. */
  profile: string;
  /** Makes the folders, for nobody else to read. */
  prepare(): Promise<void>;
  /** Notes the pairing; the first time counts. Returns when that was. */
  paired(now: Date): Promise<Date>;
  /** Forgets the pairing: the next start shows a QR code. */
  forget(): Promise<void>;
}

/** @param folder below DATA_DIR, of one account */
export function sessionIn(folder: string): Session {
  const profile = path.join(path.resolve(folder), 'profile');
  const note = path.join(folder, 'paired.json');
  return {
    profile,
    async prepare() {
      // Not by the mode of `mkdir`, which would close DATA_DIR as well where that is new.
      await mkdir(profile, { recursive: true });
      await chmod(folder, 0o700);
    },
    async paired(now) {
      const before = await pairedAt(note);
      if (before) return before;
      await writeFile(note, JSON.stringify({ pairedAt: now.toISOString() }), { mode: 0o600 });
      return now;
    },
    async forget() {
      await rm(note, { force: true });
      // The browser has just ended; files may still come and go for a moment.
      await rm(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

async function pairedAt(note: string): Promise<Date | null> {
  const text = await readFile(note, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const { pairedAt: at } = JSON.parse(text) as { pairedAt?: string };
  return at ? new Date(at) : null;
}
