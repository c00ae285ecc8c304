import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from './telegram/world.ts';

/** A kill loses no more than what was said in this time. */
const soonMs = 300;

/**
 * Keeps a value in a file: shortly after each `touch`, and at the end. The file is replaced as a whole, so that a crash
 * leaves the old one or the new one.
 */
export class Keep<Value> {
  private cancel: (() => void) | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly file: string,
    private readonly options: { clock: Clock; value: () => Value; onProblem: (error: unknown) => void },
  ) {
    mkdirSync(path.dirname(file), { recursive: true });
  }

  /** What was kept last, `null` before the first time. @throws where the file is there and cannot be read */
  load(): Value | null {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Value;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new Error(`${this.file} cannot be read; move it away to begin the Lab anew`, { cause: error });
    }
  }

  touch(): void {
    this.cancel ??= this.options.clock.after(soonMs, () => {
      this.cancel = null;
      this.writing = this.writing.then(() => this.write()).catch(this.options.onProblem);
    });
  }

  /** Writes what is there now, and no more after that. */
  async stop(): Promise<void> {
    this.cancel?.();
    this.cancel = () => undefined;
    await this.writing;
    writeFileSync(this.temporary, this.text(), { mode: 0o600 });
    renameSync(this.temporary, this.file);
  }

  private async write(): Promise<void> {
    await writeFile(this.temporary, this.text(), { mode: 0o600 });
    await rename(this.temporary, this.file);
  }

  private text = () => JSON.stringify(this.options.value());

  private get temporary() {
    return `${this.file}.new`;
  }
}
