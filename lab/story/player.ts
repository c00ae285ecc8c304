import type { Clock } from '../telegram/world.ts';

/** Where the story is. Plain JSON, for the page. */
export interface Progress {
  state: 'ready' | 'playing' | 'done' | 'stopped';
  chapters: string[];
  /** The one that is played; as many as there are once it is done. */
  chapter: number;
  /** What happens just now, or why it stopped, in a sentence. */
  sentence: string;
  /** Whose phone to look at. */
  phone: string | null;
  /** What somebody is typing, and how long that takes, so that the page can show it letter by letter. */
  typing: { phone: string; text: string; ms: number } | null;
  speed: number;
}

/** The story cannot go on; the message is a sentence for whoever watches. */
export class StoryStopped extends Error {}

export interface PlayerOptions {
  clock: Clock;
  onChange(listener: () => void): () => void;
  /** How long the story waits for the bot, in ms. */
  patienceMs?: number;
  /** Told whenever `progress` is another. */
  onProgress(progress: Progress): void;
}

/** A text message takes 2 s, one that has to be tried again 5 s or 30 s. */
const usualPatienceMs = 45_000;

/** Plays a script at a pace that can be watched: what people do takes time, what the bot does is waited for. */
export class Player {
  progress: Progress = {
    state: 'ready',
    chapters: [],
    chapter: 0,
    sentence: '',
    phone: null,
    typing: null,
    speed: 1,
  };
  private stopping = new AbortController();

  constructor(private readonly options: PlayerOptions) {}

  get isPlaying(): boolean {
    return this.progress.state === 'playing';
  }

  /** From now on the stage is taken. */
  prepare(): void {
    this.stopping = new AbortController();
    this.show({ state: 'playing', chapters: [], chapter: 0, sentence: '', phone: null, typing: null });
  }

  /** Resolves when the script has come to its end, or cannot go on. `speed` 2 is twice as fast. */
  async play(chapters: string[], speed: number, script: () => Promise<string>): Promise<void> {
    this.show({ chapters, speed });
    try {
      const sentence = await script();
      this.show({ state: 'done', chapter: chapters.length, sentence, typing: null });
    } catch (error) {
      this.end(error as Error);
    }
  }

  /** The story cannot go on, for a reason that can be read. */
  end(reason: Error): void {
    this.show({ state: 'stopped', sentence: reason.message, typing: null });
  }

  stop(): void {
    this.stopping.abort();
  }

  setSpeed(speed: number): void {
    this.show({ speed });
  }

  /** Goes on to the next chapter, or begins the first. */
  chapter(index: number, sentence: string): void {
    this.show({ chapter: index, sentence });
  }

  show(part: Partial<Progress>): void {
    this.progress = { ...this.progress, ...part };
    this.options.onProgress(this.progress);
  }

  /** Lets so much time pass as somebody who watches needs. */
  pause(ms: number): Promise<void> {
    return this.within(
      ms / this.progress.speed,
      (resolve) => resolve(undefined),
      () => undefined,
    );
  }

  /** Waits until there is something to be seen. @throws {StoryStopped} with what `missed` says when patience ends */
  until<Seen>(look: () => Seen | undefined, missed: () => string): Promise<Seen> {
    const ms = this.options.patienceMs ?? usualPatienceMs;
    return this.within<Seen>(ms, (_resolve, reject) => reject(new StoryStopped(missed())), look);
  }

  private within<Result>(
    ms: number,
    atEnd: (resolve: (result: Result) => void, reject: (error: Error) => void) => void,
    look: () => Result | undefined,
  ): Promise<Result> {
    const { signal } = this.stopping;
    return new Promise((resolve, reject) => {
      const cancel = this.options.clock.after(ms, () => {
        finish();
        atEnd(resolve, reject);
      });
      const unlisten = this.options.onChange(check);
      signal.addEventListener('abort', abort);
      if (signal.aborted) abort();
      else check();

      function check() {
        try {
          const seen = look();
          if (seen === undefined) return;
          finish();
          resolve(seen);
        } catch (error) {
          finish();
          reject(error as Error);
        }
      }
      function abort() {
        finish();
        reject(new StoryStopped('You stopped the story here. The phones are yours.'));
      }
      function finish() {
        cancel();
        unlisten();
        signal.removeEventListener('abort', abort);
      }
    });
  }
}
