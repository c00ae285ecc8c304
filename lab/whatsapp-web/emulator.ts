import type { Fault, FaultRule } from './faults.ts';
import { Link, type Page } from './link.ts';
import { version, writePage } from './page.ts';
import { Pairing } from './pairing.ts';
import { Phones } from './phones.ts';
import { questionsOf } from './questions.ts';
import type { State } from './state.ts';
import { keyOf } from './told.ts';
import { type Clock, type Random, World } from './world.ts';

export interface WhatsappWebEmulatorOptions {
  /** Our own number, E.164. */
  number: string;
  /** Where the page is written, for the library to find. */
  folder: string;
  clock: Clock;
  random: Random;
}

/**
 * An emulated WhatsApp behind a stand-in for its web page: the real library serves the page to a real Chromium instead of
 * web.whatsapp.com, and talks to it as to the real one. Knows no HTTP.
 */
export interface WhatsappWebEmulator {
  /** What the library is told instead of the real page; `attach` is called with each page before it loads. */
  page: { version: string; folder: string; attach(page: Page): Promise<void> };
  /** Our own phone, which scans the QR code. */
  pairing: Pairing;
  phones: Phones;
  /** The line between the browser and WhatsApp, as its page names its states: CONNECTED, OPENING, TIMEOUT, CONFLICT. */
  setConnection(state: string): Promise<void>;
  faults: Faults;
  /** Everything, as plain JSON. */
  snapshot(): State;
  restore(state: State): void;
  stop(): void;
}

/** The knobs. */
export interface Faults {
  /** Sets a fault and returns its id. `times` counts down; without it the fault stays until cleared. */
  set(rule: { fault: Fault; times?: number }): number;
  clear(id?: number): void;
  list(): FaultRule[];
}

/** Makes a WhatsApp of its own, in which nothing has been said yet, and writes its page. */
export function whatsappWebEmulator(options: WhatsappWebEmulatorOptions): WhatsappWebEmulator {
  const { number, folder, clock, random } = options;
  const world = new World(number, clock, random);
  const link = new Link();
  const pairing = new Pairing(world, link);
  const questions = questionsOf({
    world,
    pairing,
    acknowledge(chatId, messageId, ack) {
      const chat = world.chat(chatId)!;
      const message = chat.messages.find(({ id }) => id === messageId)!;
      if (world.acknowledge(chat, message, ack))
        void link.tell({ kind: 'ack', key: keyOf(world, chat, message), ack });
    },
  });
  writePage(folder);

  return {
    page: {
      version,
      folder,
      attach: (page) =>
        link.attach(page, (question, value) => {
          const answer = questions[question];
          if (!answer) throw new Error(`the stand-in is asked for ${question}`);
          return answer(value);
        }),
    },
    pairing,
    phones: new Phones({ world, link }),
    async setConnection(state) {
      await link.tell({ kind: 'state', state });
      world.changed({ kind: 'connection' });
    },
    faults: faultKnobs(world),
    snapshot: () => structuredClone(world.state),
    restore(state) {
      world.state = structuredClone(state);
      world.changed({ kind: 'restored' });
    },
    stop: () => link.detach(),
  };
}

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
