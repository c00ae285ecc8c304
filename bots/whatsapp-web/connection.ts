import type { Client } from 'whatsapp-web.js';
import type { Clock } from '../../domain/clock.ts';
import type { Log } from '../../domain/log.ts';
import { newClient, type StandIn } from './browser.ts';
import { closeBrowser } from './closing.ts';
import { sentence } from './failure.ts';

export interface ConnectionOptions {
  chromium: string;
  profile: string;
  standIn: StandIn | undefined;
  clock: Clock;
  log: Log;
  /** Hears what the client emits; called before it starts. */
  listen(client: Client): void;
  onQr(text: string): void;
  /** Messages can go out; at the beginning, and again after each loss of the line. */
  onReady(client: Client): void;
  /** The line is lost, and the page tries by itself to have it back. */
  onAway(reason: string): void;
}

/** Why a browser is no longer of use. */
export interface Ending {
  reason: string;
  /** The pairing was taken back, on the phone or by us. */
  isLoggedOut: boolean;
}

/** Long enough for a slow machine on a slow line; a page that hangs is left no longer. */
const openingMs = 180_000;
/** WhatsApp shows a new code every 20 seconds, and after some minutes none. */
const qrMs = 120_000;
/** How long the page may try by itself. */
const awayMs = 120_000;
/** States in which the page is busy getting the line back; all others the library takes for the end. */
const retrying = new Set<string>(['OPENING', 'PAIRING', 'TIMEOUT']);

/** WhatsApp Web in a browser of its own, which opens at once. Never throws: what goes wrong ends it. */
export class Connection {
  /** Resolves once, when the browser has to be replaced. */
  readonly ended: Promise<Ending>;
  private end: (ending: Ending) => void = () => undefined;
  private client: Client | undefined;
  private cancelTimer: () => void = () => undefined;
  private readonly stopping = new AbortController();
  private readonly launching: Promise<void>;
  private launched: () => void = () => undefined;
  private readonly opening: Promise<void>;

  constructor(private readonly options: ConnectionOptions) {
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
    this.launching = new Promise((resolve) => {
      this.launched = resolve;
    });
    this.opening = this.open().catch((error: unknown) => this.over(`it did not open: ${sentence(error)}`));
  }

  /** Resolves when no process of the browser is left. */
  async close(): Promise<void> {
    this.stopping.abort();
    this.over('we closed it');
    // A launch cannot be broken off; it is over within seconds, and then the browser can be closed.
    await Promise.race([this.opening, this.launching]);
    await closeBrowser(this.client, this.options);
  }

  /** Ends the pairing from our side, so that the phone lists us no longer. */
  async dismiss(reason: string): Promise<void> {
    const asked = this.client?.pupPage?.evaluate("window.require('WAWebSocketModel').Socket.logout()");
    await asked?.catch((error: unknown) =>
      this.options.log.warn({ reason: sentence(error) }, 'WhatsApp Web did not take the logout'),
    );
    this.over(reason, true);
  }

  private async open(): Promise<void> {
    this.within(openingMs, () => this.over('the page did not load'));
    this.client = await newClient({
      ...this.options,
      signal: this.stopping.signal,
      onLaunched: ({ pupBrowser }) => {
        // The library says nothing when its browser is killed.
        pupBrowser?.on('disconnected', () => this.over('the browser ended'));
        // Puppeteer goes on writing into the pipes of a browser that was killed, and nobody else hears the error.
        for (const pipe of pupBrowser?.process()?.stdio ?? []) pipe?.on('error', () => undefined);
        this.launched();
      },
      onTrouble: (error) => this.over(`the library failed: ${sentence(error)}`),
    });
    this.heedPairing(this.client);
    this.heedLine(this.client);
    this.options.listen(this.client);
    await this.client.initialize();
  }

  private heedPairing(client: Client): void {
    client.on('qr', (text) => {
      this.within(qrMs, () => this.refreshQr(client));
      this.options.onQr(text);
    });
    // From here on the page is loaded and let in, and the library looks around in it.
    client.on('authenticated', () =>
      this.within(openingMs, () => this.over('WhatsApp Web let us in and did not get ready')),
    );
    client.on('ready', () => this.isReady(client));
    client.on('auth_failure', () => this.over('the pairing was refused'));
  }

  private heedLine(client: Client): void {
    client.on('disconnected', (reason) => this.over(`WhatsApp Web says ${reason}`, reason === 'LOGOUT'));
    client.on('change_state', (state) => {
      if (state === 'CONNECTED') this.isReady(client);
      else if (retrying.has(state)) {
        this.within(awayMs, () => this.over('the line did not come back'));
        this.options.onAway(state);
      }
    });
  }

  private isReady(client: Client): void {
    this.cancelTimer();
    this.options.onReady(client);
  }

  /** The library would do it, but asks for the page's own window where there is none. */
  private refreshQr({ pupPage }: Client): void {
    this.within(qrMs, () => this.over('no QR code came'));
    const asked = pupPage?.evaluate("window.require('WAWebCmd').Cmd.refreshQR()");
    void asked?.catch((error: unknown) => this.over(`no QR code came: ${sentence(error)}`));
  }

  /** One watch at a time: the newest news says what is waited for. */
  private within(ms: number, late: () => void): void {
    this.cancelTimer();
    this.cancelTimer = this.options.clock.after(ms, late);
  }

  private over(reason: string, isLoggedOut = false): void {
    this.cancelTimer();
    this.end({ reason, isLoggedOut });
  }
}
