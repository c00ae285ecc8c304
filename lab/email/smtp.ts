import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { arrive } from './arrival.ts';
import { type SmtpFault, strike } from './faults.ts';
import type { World } from './world.ts';

/** As many bytes as Gmail takes (https://support.google.com/a/answer/1366776). */
const mostBytes = 25 * 1024 * 1024;

/** Who may send. */
export interface Login {
  user: string;
  password: string;
}

/** The mail server of the people's mailboxes, on loopback. It takes what is for them and relays nothing. */
export class SmtpServer {
  private readonly sockets = new Map<number, Socket>();
  private readonly held = new Set<() => void>();
  private server: SMTPServer | null = null;

  constructor(
    private readonly world: World,
    private readonly watch: (work: Promise<unknown>) => void,
    /** Whom alone it lets in, as relays do; null: anybody. */
    private readonly login: Login | null = null,
  ) {}

  /** Listens on a port that is free; resolves with the URL for clients. @throws {Error} where there is none */
  async listen(): Promise<string> {
    const server = this.open();
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(0, '127.0.0.1', () => resolve());
    });
    return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  }

  /** Cuts what is still connected. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (!server) return;
    for (const cancel of this.held) cancel();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.sockets.values()) socket.destroy();
    await closed;
  }

  private open(): SMTPServer {
    const server = new SMTPServer({
      name: 'mail.example',
      banner: 'Lab mail',
      size: mostBytes,
      authOptional: this.login === null,
      // On loopback nobody listens.
      allowInsecureAuth: true,
      disabledCommands: [...(this.login ? [] : ['AUTH']), 'STARTTLS'],
      onAuth: ({ username, password }, _session, done) =>
        this.login && username === this.login.user && password === this.login.password
          ? done(null, { user: username })
          : done(refusal(535, '5.7.8 Username and Password not accepted')),
      disableReverseLookup: true,
      closeTimeout: 500,
      onRcptTo: ({ address }, session, done) => this.recipient(address.toLowerCase(), session, done),
      onData: (stream, session, done) => this.data(stream, session, done),
    });
    server.server.prependListener('connection', (socket: Socket) => {
      if (this.isRefusing()) return void socket.destroy();
      const port = socket.remotePort ?? 0;
      this.sockets.set(port, socket);
      socket.once('close', () => this.sockets.delete(port));
    });
    // A client that leaves in the middle is no trouble of ours.
    server.on('error', () => undefined);
    return server;
  }

  /** Where nobody can be reached, no connection is taken; one that is open already is cut when it is used. */
  private isRefusing(): boolean {
    return strike(this.world.state, '', 'refuse') !== undefined;
  }

  /** In order: who it is, then what strikes them. */
  private recipient(address: string, session: SMTPServerSession, done: Done): void {
    const fault = this.world.account(address) && strike(this.world.state, address, 'refuse', 'throttle');
    if (!this.world.account(address)) done(refusal(550, `5.1.1 <${address}> No such user here`));
    else if (fault?.kind === 'refuse') this.cut(session);
    else if (fault?.kind === 'throttle') this.throttle(fault.code ?? 450, session, done);
    else done();
  }

  private throttle(code: 421 | 450 | 451, session: SMTPServerSession, done: Done): void {
    done(refusal(code, throttles[code]));
    // RFC 5321 section 3.8: after 421 the server closes the connection.
    if (code === 421) this.sockets.get(session.remotePort)?.end();
  }

  private data(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): void {
    const work = this.receive(stream, session, done).catch(() =>
      done(refusal(554, '5.6.0 The mail cannot be read')),
    );
    this.watch(work);
  }

  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) chunks.push(chunk);
    if (stream.sizeExceeded) return done(refusal(552, '5.3.4 The mail is too large'));
    const { mailFrom, rcptTo } = session.envelope;
    const envelopeFrom = mailFrom === false ? '' : mailFrom.address;
    const addresses = rcptTo.map(({ address }) => address.toLowerCase());
    const fault = strike(this.world.state, addresses[0]!, 'delay', 'lose');
    if (fault?.kind === 'delay') await this.wait(fault.ms);
    for (const address of new Set(addresses))
      await arrive(this.world, { raw: Buffer.concat(chunks), envelopeFrom, address });
    if (fault?.kind === 'lose') return this.silence(fault, session);
    done(null, `2.0.0 OK: queued as ${this.world.newId(5).toUpperCase()}`);
  }

  /** Ends with the server too. */
  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        this.held.delete(end);
        resolve();
      };
      const cancel = this.world.clock.after(ms, end);
      this.held.add(end);
    });
  }

  /** The answer never comes; the client may give up first. */
  private silence({ closeAfterMs }: Extract<SmtpFault, { kind: 'lose' }>, session: SMTPServerSession): void {
    if (closeAfterMs !== undefined) this.world.clock.after(closeAfterMs, () => this.cut(session));
  }

  private cut({ remotePort }: SMTPServerSession): void {
    this.sockets.get(remotePort)?.destroy();
  }
}

type Done = (error?: Error | null, answer?: string) => void;

const throttles = {
  421: '4.7.0 Too many connections, try again later',
  450: '4.2.1 The user is receiving mail at a rate that prevents additional messages from being delivered',
  451: '4.3.0 Temporary trouble, try again later',
};

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });
