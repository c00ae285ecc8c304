import type { AuthStrategy, Client } from 'whatsapp-web.js';
import { flagsFor } from './chromium.ts';

/** Another page than the real one: the Lab's. */
export interface StandIn {
  /** The page is `<folder>/<version>.html`. */
  version: string;
  folder: string;
  /** Called with each page before it loads. */
  attach(page: NonNullable<Client['pupPage']>): Promise<void>;
}

export interface BrowserOptions {
  /** The program. */
  chromium: string;
  profile: string;
  standIn: StandIn | undefined;
  /** Where it aborts while the browser starts, no page is loaded any more. */
  signal: AbortSignal;
  /** The browser runs; its page is still empty. */
  onLaunched(client: Client): void;
  /** Told what went wrong within the library where nobody waits for it. */
  onTrouble(error: unknown): void;
}

/** A client of the library with a browser of its own, not started yet; errors it would throw at nobody come to us. */
export async function newClient(options: BrowserOptions): Promise<Client> {
  const { default: library } = await import('whatsapp-web.js');
  const { chromium, profile, standIn } = options;
  const client = new library.Client({
    authStrategy: strategyOf(options),
    // Without a cache of pages the newest is loaded, as in every browser; the library's default writes to where we started.
    webVersionCache: standIn ? { type: 'local', path: standIn.folder, strict: true } : { type: 'none' },
    ...(standIn && { webVersion: standIn.version }),
    // How we are listed on the phone, under linked devices.
    deviceName: 'Homeroom',
    puppeteer: {
      headless: true,
      executablePath: chromium,
      userDataDir: profile,
      args: flagsFor(process.getuid?.()),
      // Over a pipe Chromium ends when we do, however we end; over a socket it would go on alone, holding the profile.
      pipe: true,
      // The server ends in its own order, and closes us.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    },
  });
  catchTroubles(client, options.onTrouble);
  return client;
}

/**
 * The profile is ours to keep and to forget: the library's own strategy removes it while the browser still runs. The hook
 * after the launch is the only moment between browser and page.
 */
function strategyOf({ standIn, signal, onLaunched }: BrowserOptions): AuthStrategy {
  let client: Client | undefined;
  let isLaunched = false;
  const nothing = async () => undefined;
  return {
    setup(ours: Client) {
      client = ours;
    },
    beforeBrowserInitialized: nothing,
    async afterBrowserInitialized() {
      // After a logout the library calls it again, and nobody would catch what it throws.
      if (isLaunched) return;
      isLaunched = true;
      onLaunched(client!);
      signal.throwIfAborted();
      await standIn?.attach(client!.pupPage!);
    },
    onAuthenticationNeeded: async () => ({ failed: false, restart: false }),
    getAuthEventPayload: nothing,
    afterAuthReady: nothing,
    disconnect: nothing,
    destroy: nothing,
    logout: nothing,
  };
}

/**
 * The library calls these two without waiting for them (after a navigation, and when it is thrown out); what they throw
 * there would end the whole process as an unhandled rejection.
 */
function catchTroubles(client: Client, onTrouble: (error: unknown) => void): void {
  const inner = client as unknown as { inject(): Promise<void>; destroy(): Promise<void> };
  let isInitialized = false;
  const inject = inner.inject.bind(client);
  const destroy = inner.destroy.bind(client);
  inner.inject = async () => {
    try {
      await inject();
      isInitialized = true;
    } catch (error) {
      if (!isInitialized) throw error;
      onTrouble(error);
    }
  };
  inner.destroy = async () => {
    await destroy().catch(onTrouble);
  };
}
