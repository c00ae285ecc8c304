import type { Hono } from 'hono';
import type { LoggedCall } from './answer.ts';
import type { CallFault, FaultRule, UpdateFault } from './faults.ts';
import { Phones } from './phones.ts';
import { botApiRoutes, runReply } from './server.ts';
import type { State } from './state.ts';
import { Polling } from './updates.ts';
import { Webhooks } from './webhooks.ts';
import { type Clock, type Random, World } from './world.ts';

/** A bot the emulator knows; its id is the number before the colon of its token. */
export interface BotOptions {
  token: string;
  username: string;
  name: string;
  /** Privacy mode turned off at BotFather; it is on unless set. */
  readsGroups?: boolean;
  /** Unless turned off at BotFather. */
  joinsGroups?: boolean;
}

export interface EmulatorOptions {
  clock: Clock;
  random: Random;
  bots: BotOptions[];
  /** How webhooks are called; over the network unless set. */
  fetch?: typeof fetch | undefined;
  /** Hears of every call as it comes in; its `answer` is filled in later. */
  onCall?(call: LoggedCall): void;
}

/** An emulated Telegram: one side for bots over HTTP, one for people, and knobs for what goes wrong. */
export interface TelegramEmulator {
  /** To be mounted, e.g. at `/lab/telegram`: then that is the API root of the client. */
  routes: Hono;
  phones: Phones;
  faults: Faults;
  /** The bytes of a file, by its `file_unique_id`. */
  file(uniqueId: string): Buffer | undefined;
  /** Every call since the start, oldest first (the last 10,000). */
  calls: LoggedCall[];
  onCall(listener: (call: LoggedCall) => void): () => void;
  /** Everything, as plain JSON; unconfirmed updates too. */
  snapshot(): State;
  restore(state: State): void;
  /** Ends held polls and webhook deliveries; what was not confirmed stays in the snapshot. */
  stop(): void;
}

/** The knobs. */
export interface Faults {
  /** Sets a fault; returns its id. `times` counts down; without it the fault stays until cleared. */
  set(rule: Omit<FaultRule, 'id' | 'fault'> & { fault: CallFault | UpdateFault }): number;
  /** Takes one fault away, or all. */
  clear(id?: number): void;
  list(): FaultRule[];
}

/** Makes a Telegram of its own, with the given bots and nobody yet on the phones. */
export function telegramEmulator(options: EmulatorOptions): TelegramEmulator {
  const world = new World(options.clock, options.random);
  for (const bot of options.bots) addBot(world, bot);
  const polling = new Polling(world);
  const calls = callLog(options.onCall);
  const webhooks: Webhooks = new Webhooks(
    world,
    (bot, call) => runReply({ world, polling, webhooks, log: calls.log }, { bot, call }),
    options.fetch ?? fetch,
  );
  return {
    routes: botApiRoutes({ world, polling, webhooks, log: calls.log }),
    phones: new Phones(world),
    faults: faultKnobs(world),
    file(uniqueId) {
      const stored = Object.hasOwn(world.state.files, uniqueId) ? world.state.files[uniqueId] : undefined;
      return stored && Buffer.from(stored.base64, 'base64');
    },
    calls: calls.list,
    onCall: calls.listen,
    snapshot: () => structuredClone(world.state),
    restore(state) {
      world.state = structuredClone(state);
      for (const bot of options.bots) addBot(world, bot);
      world.changed({ kind: 'restored' });
    },
    stop() {
      polling.endAll();
      webhooks.stop();
    },
  };
}

/** Adds a bot where the state does not know it yet; a known one keeps its queue and takes the names given now. */
function addBot(world: World, options: BotOptions) {
  const id = Number(options.token.split(':')[0]);
  if (!Number.isSafeInteger(id) || id <= 0) throw new Error('a bot token begins with the bot id and a colon');
  const user = { id, is_bot: true, first_name: options.name, username: options.username };
  const known = world.state.bots[id];
  world.state.bots[id] = {
    updates: [],
    heldUpdates: [],
    nextUpdateId: 100_000_001,
    nextMessageId: 1,
    allowedUpdates: [],
    webhook: null,
    commands: {},
    descriptions: {},
    shortDescriptions: {},
    names: {},
    ...known,
    readsGroups: options.readsGroups ?? false,
    joinsGroups: options.joinsGroups ?? true,
    user,
    token: options.token,
  };
}

function faultKnobs(world: World): Faults {
  const changed = () => world.changed({ kind: 'faults' });
  return {
    set(rule) {
      const id = world.nextNumber();
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

const CALLS_KEPT = 10_000;

function callLog(onCall: EmulatorOptions['onCall']) {
  const list: LoggedCall[] = [];
  const listeners = new Set<(call: LoggedCall) => void>(onCall ? [onCall] : []);
  return {
    list,
    log(call: LoggedCall) {
      list.push(call);
      if (list.length > CALLS_KEPT) list.shift();
      for (const listener of listeners) listener(call);
    },
    listen(listener: (call: LoggedCall) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
