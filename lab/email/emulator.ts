import type { Fault, FaultRule } from './faults.ts';
import type { Click } from './mailbox.ts';
import { Mailboxes } from './mailboxes.ts';
import { Posts } from './posts.ts';
import { type Login, SmtpServer } from './smtp.ts';
import type { State } from './state.ts';
import { type Clock, type Random, World } from './world.ts';

export interface EmailEmulatorOptions {
  clock: Clock;
  random: Random;
  /** Mail to this domain is for us. */
  inboundDomain: string;
  /** Where mail for us is posted, with its secret. */
  inboundUrl: string;
  /** Whom alone the SMTP server lets send; anybody unless set. */
  login?: Login;
  /** How webhooks are called; over the network unless set. */
  fetch?: typeof fetch | undefined;
}

/** An emulated world of mail: an SMTP server with mailboxes, Inbound Parse for what they send us, reports, and knobs. */
export interface EmailEmulator {
  /** Mail to this domain is for us. */
  inboundDomain: string;
  mailboxes: Mailboxes;
  faults: Faults;
  /** Starts the SMTP server on a free port of loopback; resolves with the URL for clients. */
  listen(): Promise<string>;
  /** Everything, as plain JSON; mail on its way to us too. */
  snapshot(): State;
  restore(state: State): void;
  /** Resolves when everything under way has been answered. */
  idle(): Promise<void>;
  /** Ends the server, timers and webhooks; what lies ahead stays in the snapshot. */
  stop(): Promise<void>;
}

/** The knobs. */
export interface Faults {
  /** Sets a fault and returns its id. `times` counts down; without it the fault stays until cleared. */
  set(rule: { fault: Fault; address?: string; times?: number }): number;
  /** Takes one fault away, or all. */
  clear(id?: number): void;
  list(): FaultRule[];
}

/** Makes a world of mail of its own, in which nobody has written yet. */
export function emailEmulator({
  clock,
  random,
  inboundDomain,
  ...options
}: EmailEmulatorOptions): EmailEmulator {
  const world = new World(clock, random, inboundDomain);
  const call = options.fetch ?? fetch;
  const posts = new Posts(world, { url: options.inboundUrl, fetch: call });
  const smtp = new SmtpServer(world, (work) => void posts.watch(work), options.login);
  return {
    inboundDomain,
    mailboxes: new Mailboxes(world, clicking(call)),
    faults: faultKnobs(world),
    listen: () => smtp.listen(),
    snapshot: () => structuredClone(world.state),
    restore(state) {
      world.state = structuredClone(state);
      world.changed({ kind: 'restored' });
    },
    idle: () => posts.idle(),
    async stop() {
      posts.stop();
      await smtp.stop();
    },
  };
}

/** RFC 8058: a POST that says so, and nothing of who the reader is. */
const clicking =
  (call: typeof fetch): Click =>
  async (url) => {
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const answer = await call(url, { method: 'POST', body, redirect: 'manual' }).catch(() => null);
    return answer?.status ?? 0;
  };

function faultKnobs(world: World): Faults {
  const changed = () => world.changed({ kind: 'faults' });
  return {
    set(rule) {
      const id = world.state.nextNumber++;
      world.state.faults.push({ ...rule, id });
      changed();
      return id;
    },
    clear(id) {
      world.state.faults = id === undefined ? [] : world.state.faults.filter((rule) => rule.id !== id);
      changed();
    },
    list: () => structuredClone(world.state.faults),
  };
}
