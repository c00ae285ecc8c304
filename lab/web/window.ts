import { WebSocket } from 'ws';
import { strike } from './faults.ts';
import type { Line, Pending } from './state.ts';
import type { World } from './world.ts';

/** People look at what came after this long. */
const readAfterMs = 1_500;
const againMs = 1_000;
/** The server says with it that the session is over. */
const signedOut = 4401;

type ServerEvent =
  | { event: 'authenticated' }
  | { event: 'message_received' | 'message_changed'; data: Line }
  | { event: 'message_accepted'; data: { id: string } }
  | { event: 'error'; data: { code: string; id?: string } };

/** Refusals that the same words may not meet a moment later. */
const passing = ['unavailable', 'slow_down', 'not_authenticated'];

/** The chat open in one browser: it connects, comes back when the line breaks, and says again what was not accepted. */
export class Window {
  private socket: WebSocket | null = null;
  private isOpening = false;
  private isStopped = false;
  private isKnown = false;

  constructor(
    private readonly world: World,
    private readonly id: string,
    private readonly url: string,
  ) {}

  /** Opens the chat, and a session where there is none yet. */
  open(): void {
    if (this.socket || this.isOpening || this.isStopped) return;
    this.isOpening = true;
    this.connect()
      .catch(() => this.again())
      .finally(() => {
        this.isOpening = false;
      });
  }

  /** Sends what waits. */
  push(): void {
    if (!this.isKnown) this.open();
    else for (const said of this.browser.pending) this.say(said);
  }

  /** Returns what the file is sent by. @throws {Error} with a sentence where it is refused */
  async upload({
    bytes,
    mimeType,
    name,
  }: {
    bytes: Buffer;
    mimeType: string;
    name: string;
  }): Promise<string> {
    const answer = await fetch(`${this.url}/chat/files`, {
      method: 'POST',
      headers: { ...this.headers(), 'content-type': mimeType, 'x-file-name': encodeURIComponent(name) },
      body: new Uint8Array(bytes),
    });
    const { file, sentence } = (await answer.json().catch(() => ({}))) as {
      file?: string;
      sentence?: string;
    };
    if (file === undefined) throw new Error(sentence ?? `The file was not taken (${answer.status}).`);
    return file;
  }

  /** @throws {Error} where the server does not give it out */
  async download(path: string): Promise<Buffer> {
    const answer = await fetch(`${this.url}${path}`, { headers: this.headers() });
    if (!answer.ok) throw new Error(`The file cannot be had (${answer.status}).`);
    return Buffer.from(await answer.arrayBuffer());
  }

  stop(): void {
    this.isStopped = true;
    this.socket?.terminate();
  }

  private headers(): Record<string, string> {
    return { cookie: this.browser.cookie ?? '', origin: this.url, 'accept-language': this.browser.language };
  }

  private get browser() {
    return this.world.browser(this.id);
  }

  private async connect(): Promise<void> {
    this.browser.cookie ??= await this.begin();
    const { cookie, last } = this.browser;
    const socket = new WebSocket(`${this.url.replace(/^http/, 'ws')}/api/v1/ws`, {
      headers: { cookie, origin: this.url },
    });
    this.socket = socket;
    socket.on('open', () => this.tell({ event: 'authenticate', data: { last } }));
    socket.on('message', (frame) => this.take(JSON.parse(String(frame)) as ServerEvent));
    socket.on('error', () => undefined);
    socket.on('close', (code) => this.closed(code));
  }

  /** The first visit: the server gives a cookie. */
  private async begin(): Promise<string> {
    const answer = await fetch(`${this.url}/chat/session`, {
      method: 'POST',
      headers: { origin: this.url, 'accept-language': this.browser.language },
      signal: AbortSignal.timeout(10_000),
    });
    const [cookie] = answer.headers.getSetCookie();
    if (!cookie) throw new Error(`no session: ${answer.status}`);
    return cookie.split(';', 1)[0]!;
  }

  private closed(code: number): void {
    this.socket = null;
    this.isKnown = false;
    if (code === signedOut) this.browser.cookie = null;
    else this.again();
    this.changed();
  }

  private again(): void {
    if (!this.isStopped) this.world.clock.after(againMs, () => this.open());
  }

  private take(told: ServerEvent): void {
    if (told.event === 'authenticated') {
      this.isKnown = true;
      this.push();
    } else if (told.event === 'message_received' || told.event === 'message_changed') this.show(told.data);
    else if (told.event === 'message_accepted') this.forget(told.data.id);
    else if (told.event === 'error') this.refused(told.data);
  }

  private say(said: Pending): void {
    const fault = strike(this.world);
    if (fault !== 'refuse') this.tell(said);
    // Closed in good order what was sent still arrives; only the answer to it does not.
    if (fault) this.socket?.close();
  }

  private show(line: Line): void {
    const { browser } = this;
    browser.lines = [...browser.lines.filter(({ id }) => id !== line.id), line].sort(
      (a, b) => a.number - b.number,
    );
    browser.last = Math.max(browser.last, line.revision);
    this.changed();
    if (line.is_mine || line.is_read) return;
    this.tell({ event: 'mark_delivered', data: { up_to: line.revision } });
    this.world.clock.after(readAfterMs, () =>
      this.tell({ event: 'mark_read', data: { up_to: line.number } }),
    );
  }

  private refused({ code, id }: { code: string; id?: string }): void {
    if (passing.includes(code)) this.world.clock.after(againMs, () => !this.isStopped && this.push());
    else if (id) this.forget(id);
  }

  private forget(id: string): void {
    this.browser.pending = this.browser.pending.filter(({ data }) => data.id !== id);
    this.changed();
  }

  private tell(event: Omit<Pending, 'at'> | { event: string; data: object }): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    this.socket.send(JSON.stringify({ event: event.event, data: event.data }));
  }

  private changed(): void {
    this.world.changed({ id: this.id });
  }
}
