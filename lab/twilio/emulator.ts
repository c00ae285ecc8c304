import type { Hono } from 'hono';
import type { AccountStanding } from './account.ts';
import type { Fault, FaultRule } from './faults.ts';
import { Incoming, type IncomingOptions } from './incoming.ts';
import type { NumberSettings } from './numbers.ts';
import { statusParameters } from './parameters.ts';
import { Phones } from './phones.ts';
import { Progress } from './progress.ts';
import { apiRoutes } from './routes.ts';
import type { Message, State, Step } from './state.ts';
import { Webhooks } from './webhooks.ts';
import { type Account, type Clock, type Random, World } from './world.ts';

export interface TwilioEmulatorOptions extends Account, IncomingOptions {
  clock: Clock;
  random: Random;
  /** How webhooks are called; over the network unless set. */
  fetch?: typeof fetch | undefined;
}

/** An emulated Twilio with one account and one number: the Messages API, webhooks, people's phones, and knobs. */
export interface TwilioEmulator {
  /** To be mounted, e.g. at `/lab/twilio`: then that is the API root of the client. */
  routes: Hono;
  phones: Phones;
  faults: Faults;
  /** What is set and done in Twilio's console. */
  console: {
    setAccount(standing: Partial<AccountStanding>): void;
    setNumber(settings: Partial<NumberSettings>): void;
  };
  /** Everything, as plain JSON; messages on their way too. */
  snapshot(): State;
  restore(state: State): void;
  /** Resolves when every webhook under way has been answered. */
  idle(): Promise<void>;
  /** Ends timers and webhooks; what lies ahead stays in the snapshot. */
  stop(): void;
}

/** The knobs. */
export interface Faults {
  /** Sets a fault and returns its id. `times` counts down; without it the fault stays until cleared. */
  set(rule: { fault: Fault; phone?: string; times?: number }): number;
  /** Takes one fault away, or all. */
  clear(id?: number): void;
  list(): FaultRule[];
}

/** Makes a Twilio of its own, in which nothing has been said yet. */
export function twilioEmulator(options: TwilioEmulatorOptions): TwilioEmulator {
  const { accountSid, authToken, phoneNumber, clock, random } = options;
  const world = new World({ accountSid, authToken, phoneNumber }, clock, random);
  world.number.smsUrl = options.webhookUrl;
  const webhooks = new Webhooks(world, options.fetch ?? fetch);
  const progress = new Progress(world, (message, step) => void webhooks.watch(report(message, step)));
  const incoming = new Incoming({ world, webhooks, progress }, options);

  /** One after the other, so that a change of order is only ever the knob's doing. */
  async function report(message: Message, { reports }: Step) {
    if (message.statusCallback === null) return;
    for (const status of reports) {
      await webhooks.post(message.statusCallback, statusParameters(message, status, accountSid));
    }
  }

  return {
    routes: apiRoutes({ world, progress }),
    phones: new Phones({ world, incoming, webhooks }),
    faults: faultKnobs(world),
    console: {
      setAccount: (standing) => void Object.assign(world.standing, standing),
      setNumber: (settings) => void Object.assign(world.number, settings),
    },
    snapshot: () => structuredClone(world.state),
    restore(state) {
      progress.stop();
      world.state = structuredClone(state);
      world.changed({ kind: 'restored' });
    },
    idle: () => webhooks.idle(),
    stop() {
      progress.stop();
      webhooks.stop();
    },
  };
}

function faultKnobs(world: World): Faults {
  return {
    set(rule) {
      const id = world.state.nextNumber++;
      world.state.faults.push({ ...rule, id });
      world.changed({ kind: 'faults' });
      return id;
    },
    clear(id) {
      world.state.faults = id === undefined ? [] : world.state.faults.filter((rule) => rule.id !== id);
      world.changed({ kind: 'faults' });
    },
    list: () => structuredClone(world.state.faults),
  };
}
