import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '../domain/log.ts';
import { CannotOpen } from './crypto.ts';
import type { Vault } from './vault.ts';

export interface SpoolOptions {
  /** Where the files are kept. */
  folder: string;
  vault: Pick<Vault, 'sealJson' | 'openJson'>;
  log: Log;
}

/**
 * Keeps what a provider will not send again while the database is away: one sealed file an event, on the disk before
 * the provider has its answer, and taken up in the order of arrival.
 */
export class Spool {
  private waiting = 0;

  private constructor(private readonly options: SpoolOptions) {}

  static async open(options: SpoolOptions): Promise<Spool> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    const spool = new Spool(options);
    spool.waiting = (await spool.files()).length;
    return spool;
  }

  /** While anything waits, what comes after it must queue behind it. */
  get isEmpty(): boolean {
    return this.waiting === 0;
  }

  /**
   * Resolves once the event is safe on the disk.
   * @param id made when it arrived: by it the events are taken up in order
   */
  keep = async (event: unknown, id: string): Promise<void> => {
    // From now on: what comes while this is written is behind it.
    this.waiting++;
    await this.write(event, id).catch((error: unknown) => {
      this.waiting--;
      throw error;
    });
  };

  private async write(event: unknown, id: string): Promise<void> {
    const { folder, vault } = this.options;
    const name = path.join(folder, id);
    const file = await open(`${name}.part`, 'wx', 0o600);
    try {
      await file.writeFile(vault.sealJson(event));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${name}.part`, `${name}.sealed`);
  }

  /** Hands the events on, oldest first, and forgets each once it is taken. Throws what `take` throws; the rest stays. */
  async replay(take: (event: unknown) => Promise<void>): Promise<number> {
    const { folder, vault, log } = this.options;
    const files = await this.files();
    for (const name of files) {
      const file = path.join(folder, name);
      const event = await readFile(file).then((sealed) => openOrNull(vault, sealed));
      if (event === null) {
        log.error({ file: name }, 'a spooled event cannot be opened with this SECRET_KEY; it stays aside');
        await rename(file, `${file}.unreadable`);
      } else {
        await take(event);
        await rm(file);
      }
      this.waiting--;
    }
    return files.length;
  }

  private async files(): Promise<string[]> {
    const names = await readdir(this.options.folder);
    return names.filter((name) => name.endsWith('.sealed')).sort();
  }
}

function openOrNull(vault: SpoolOptions['vault'], sealed: Buffer): unknown {
  try {
    return vault.openJson(sealed);
  } catch (error) {
    if (error instanceof CannotOpen) return null;
    throw error;
  }
}
