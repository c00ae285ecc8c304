import type { Clock } from './telegram/world.ts';

/** What the page is told, each as one event of a stream: `phone` one phone, `lab` all the rest but the story. */
export interface LiveEvent {
  event: 'phone' | 'lab' | 'story';
  data: unknown;
}

export type Listener = (event: LiveEvent) => void;

/** Changes that follow each other within this time are told at once. */
const gatherMs = 25;

/** Tells every open page what changed, each phone once however much happened on it. */
export class Live {
  private readonly listeners = new Map<Listener, () => void>();
  private readonly phones = new Set<string>();
  private isLabDue = false;
  private cancel: (() => void) | null = null;

  constructor(
    private readonly options: {
      clock: Clock;
      phone: (id: string) => unknown;
      lab: () => Promise<unknown>;
    },
  ) {}

  /** `onEnd` is called when there is nothing more to tell. Returns what ends it from the listener's side. */
  listen(listener: Listener, onEnd: () => void): () => void {
    this.listeners.set(listener, onEnd);
    return () => void this.listeners.delete(listener);
  }

  phoneChanged(id: string): void {
    this.phones.add(id);
    this.later();
  }

  labChanged(): void {
    this.isLabDue = true;
    this.later();
  }

  tell(event: LiveEvent): void {
    for (const listener of [...this.listeners.keys()]) listener(event);
  }

  stop(): void {
    this.cancel?.();
    for (const end of this.listeners.values()) end();
    this.listeners.clear();
  }

  private later(): void {
    if (this.listeners.size === 0) this.forget();
    else this.cancel ??= this.options.clock.after(gatherMs, () => void this.flush());
  }

  private forget(): void {
    this.phones.clear();
    this.isLabDue = false;
  }

  private async flush(): Promise<void> {
    this.cancel = null;
    const phones = [...this.phones];
    const isLabDue = this.isLabDue;
    this.forget();
    for (const id of phones) this.tell({ event: 'phone', data: this.options.phone(id) });
    if (isLabDue) this.tell({ event: 'lab', data: await this.options.lab() });
  }
}
