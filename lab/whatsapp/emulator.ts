import type { Hono } from 'hono';
import type { BusinessStanding } from './business.ts';
import type { CreateParts } from './create.ts';
import type { Fault, FaultRule } from './faults.ts';
import { bytesOf, findMedia } from './media.ts';
import { Phones } from './phones.ts';
import { Progress } from './progress.ts';
import { apiRoutes } from './routes.ts';
import type { State } from './state.ts';
import {
  addTemplate,
  awaitReview,
  type NewTemplate,
  setStatus,
  type Template,
  type TemplateStatus,
} from './templates.ts';
import { Webhooks } from './webhooks.ts';
import { type Account, type Clock, type Random, World } from './world.ts';

export interface WhatsappEmulatorOptions extends Account {
  clock: Clock;
  random: Random;
  /** Where events are posted, once the handshake has passed. */
  webhookUrl: string;
  /** What has been approved before the first start. */
  templates?: NewTemplate[];
  /** How long people take to read by themselves; `null`: they read only when they act. */
  readAfterMs?: number | null;
  failures?: CreateParts['failures'];
  /** How webhooks are called; over the network unless set. */
  fetch?: typeof fetch | undefined;
}

/** An emulated WhatsApp Cloud API with one business number: messages, media, templates, webhooks, phones, and knobs. */
export interface WhatsappEmulator {
  /** To be mounted, e.g. at `/lab/whatsapp`: then that is the API root of the client. */
  routes: Hono;
  phones: Phones;
  faults: Faults;
  templates: {
    add(template: NewTemplate): Template;
    list(): Template[];
    /** Approves, pauses, rejects, disables; the business hears of it. */
    setStatus(name: string, status: TemplateStatus): void;
  };
  /** What becomes of number and token at Meta. */
  setStanding(standing: Partial<BusinessStanding>): void;
  /** A file by its id, as a phone shows it; none where it was deleted or has run out. */
  file(id: string): { mimeType: string; bytes: Buffer } | undefined;
  /** Whether the webhook has passed the handshake. */
  isVerified(): boolean;
  /** Does the handshake now; resolves with whether it passed. Otherwise it comes before the first event. */
  verify(): Promise<boolean>;
  /** Everything, as plain JSON; messages and events on their way too. */
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
  set(rule: { fault: Fault; waId?: string; times?: number }): number;
  /** Takes one fault away, or all. */
  clear(id?: number): void;
  list(): FaultRule[];
}

/** Makes a WhatsApp of its own, in which nothing has been said yet. */
export function whatsappEmulator(options: WhatsappEmulatorOptions): WhatsappEmulator {
  const {
    clock,
    random,
    webhookUrl,
    templates = [],
    readAfterMs = null,
    failures = 'by status',
    fetch: call,
  } = options;
  const world = new World(options, clock, random);
  const subscription = { url: webhookUrl, verifyToken: options.verifyToken };
  const webhooks = new Webhooks(world, { subscription, fetch: call ?? fetch });
  const progress = new Progress(world, readAfterMs);
  for (const template of templates) addTemplate(world, template);

  return {
    routes: apiRoutes({ world, progress, failures, webhooks }),
    phones: new Phones(world),
    faults: faultKnobs(world),
    templates: templateKnobs(world),
    setStanding: (standing) => void Object.assign(world.standing, standing),
    file(id) {
      const file = findMedia(world, id);
      return file && { mimeType: file.mimeType, bytes: bytesOf(file) };
    },
    isVerified: () => webhooks.isVerified,
    verify: () => webhooks.subscribe(subscription),
    snapshot: () => structuredClone(world.state),
    restore(state) {
      progress.stop();
      world.state = structuredClone(state);
      for (const { id, status } of world.state.templates) if (status === 'PENDING') awaitReview(world, id);
      world.changed({ kind: 'restored' });
    },
    idle: () => webhooks.idle(),
    stop() {
      progress.stop();
      webhooks.stop();
    },
  };
}

function templateKnobs(world: World): WhatsappEmulator['templates'] {
  return {
    add: (template) => addTemplate(world, template),
    list: () => structuredClone(world.state.templates),
    setStatus(name, status) {
      for (const template of world.state.templates)
        if (template.name === name) setStatus(world, template, status);
    },
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
