import { Browser } from './browser.ts';
import { Faults } from './faults.ts';
import type { State } from './state.ts';
import { Window } from './window.ts';
import { type Change, type Clock, type Random, World } from './world.ts';

export interface WebBrowsersOptions {
  clock: Clock;
  random: Random;
  /** Where the web chat is served. */
  url: string;
}

/** Browsers of people, each with the web chat open: real sessions over a real WebSocket, without a window to look at. */
export class WebBrowsers {
  readonly faults: Faults;
  private readonly world: World;
  private readonly windows = new Map<string, Window>();

  constructor(private readonly options: WebBrowsersOptions) {
    this.world = new World(options.clock, options.random);
    this.faults = new Faults(this.world);
  }

  /** Gives somebody a browser; one that is there already keeps what it has. */
  add({ id, language }: { id: string; language: 'en' | 'es' }): Browser {
    const { browsers } = this.world.state;
    if (!browsers.some((one) => one.id === id))
      browsers.push({ id, language, cookie: null, last: 0, lines: [], pending: [] });
    return this.of(id);
  }

  /** @throws {Error} where nobody has such a browser */
  of(id: string): Browser {
    this.world.browser(id);
    return new Browser(this.world, id, this.windowOf(id));
  }

  onChange(listener: (change: Change) => void): () => void {
    return this.world.onChange(listener);
  }

  /** Everything, as plain JSON. */
  snapshot(): State {
    return structuredClone(this.world.state);
  }

  /** As they were; those that had begun to chat open it again. */
  restore(state: State): void {
    this.world.state = structuredClone(state);
    for (const { id, cookie } of state.browsers) if (cookie) this.windowOf(id).open();
    this.world.changed({});
  }

  stop(): void {
    for (const window of this.windows.values()) window.stop();
  }

  private windowOf(id: string): Window {
    const known = this.windows.get(id);
    if (known) return known;
    const window = new Window(this.world, id, this.options.url);
    this.windows.set(id, window);
    return window;
  }
}
