import path from 'node:path';
import { Cast, type ChannelName, type Classmate } from './cast.ts';
import { ClassPhone } from './classPhone.ts';
import { emailEmulator } from './email/emulator.ts';
import { Keep } from './keep.ts';
import type { Providers } from './phones/acts.ts';
import { readSoon } from './phones/reading.ts';
import { telegramEmulator } from './telegram/emulator.ts';
import { twilioEmulator } from './twilio/emulator.ts';
import type { Clock, Random } from './twilio/world.ts';
import { WebBrowsers } from './web/browsers.ts';
import { whatsappEmulator } from './whatsapp/emulator.ts';
import { type WhatsappWebEmulator, whatsappWebEmulator } from './whatsapp-web/emulator.ts';

export interface DeskOptions {
  clock: Clock;
  random: Random;
  /** How webhooks are called; over the network unless set. */
  fetch?: typeof fetch;
  /** Where the server listens, known by now: `http://localhost:3000`. Providers' webhooks go there. */
  url: string;
  /** Which are served here; a channel with credentials of its own is not. */
  channels: ChannelName[];
  /** Where the phones are kept over a restart. */
  stateFile: string;
  onProblem(error: unknown): void;
}

/**
 * Secret from nobody: they open nothing but these emulators, which answer under localhost only. What signs the texts
 * that come in is made anew at each start: our own webhook, which it opens, may be reached from anywhere.
 */
export const credentials = {
  token: '7000001:AAE-this-bot-lives-in-the-lab-only-000',
  username: 'homeroom_bot',
  accountSid: 'AC00000000000000000000000000001ab0',
  phoneNumber: '+15005550006',
};

/** The business on the Lab's WhatsApp; secret from nobody as well, but for what signs and opens our own webhook. */
const business = {
  phoneNumberId: '100000000000001',
  businessAccountId: '200000000000002',
  accessToken: 'EAALab-this-token-opens-the-lab-only',
  phoneNumber: '+15005550007',
  name: 'Homeroom',
};

/** The class's own number where it is on WhatsApp by an ordinary account. */
export const ordinaryNumber = '+15005550008';
/** Who we are in the mail of the Lab; mail to the whole domain is ours. */
const post = { from: 'Homeroom <class@homeroom.example>', inboundDomain: 'homeroom.example' };

/** What a business must have approved before it may write to somebody who was silent for a day. */
const templates = [
  waiting(
    'en',
    'Hello {{1}}, there are new messages for you in {{2}}. Press the button to read them.',
    'Show me',
  ),
  waiting('es', 'Hola {{1}}, hay mensajes nuevos para ti en {{2}}. Toca el botón para leerlos.', 'Mostrar'),
];

function waiting(language: string, text: string, label: string) {
  const components = [
    { type: 'BODY' as const, text },
    { type: 'BUTTONS' as const, buttons: [{ type: 'QUICK_REPLY', text: label }] },
  ];
  return { name: 'homeroom_waiting', language, category: 'UTILITY' as const, components };
}

/** People look at what came after this long. */
const readAfterMs = 1_500;

interface Kept {
  version: 1;
  cast: Classmate[];
  telegram: ReturnType<ReturnType<typeof telegramEmulator>['snapshot']>;
  twilio: ReturnType<ReturnType<typeof twilioEmulator>['snapshot']>;
  /** Missing in what was kept before there was WhatsApp. */
  whatsapp?: ReturnType<ReturnType<typeof whatsappEmulator>['snapshot']>;
  /** Missing where it was never served. */
  whatsappWeb?: ReturnType<WhatsappWebEmulator['snapshot']> | undefined;
  /** Missing in what was kept before there was mail. */
  email?: ReturnType<ReturnType<typeof emailEmulator>['snapshot']>;
  /** Missing in what was kept before the web chat had a phone here. */
  web?: ReturnType<WebBrowsers['snapshot']>;
}

/** The emulated providers and the phones that use them. */
export type Desk = ReturnType<typeof openDesk>;

/** Sets the phones out as they lay when the Lab was last stopped; what happens on them is kept. */
export function openDesk(options: DeskOptions) {
  const { clock, random, url, channels, stateFile, onProblem, fetch } = options;
  const { token, username, accountSid, phoneNumber } = credentials;
  const account = { accountSid, phoneNumber, authToken: random.bytes(24).toString('base64url') };
  const telegram = telegramEmulator({ clock, random, fetch, bots: [{ token, username, name: 'Homeroom' }] });
  const webhookUrl = `${url}/webhooks/twilio/incoming-sms`;
  const twilio = twilioEmulator({ clock, random, fetch, ...account, webhookUrl });
  const secret = () => random.bytes(24).toString('base64url');
  const whatsappAccount = { ...business, appSecret: secret(), verifyToken: secret() };
  const whatsapp = whatsappEmulator({
    clock,
    random,
    fetch,
    ...whatsappAccount,
    webhookUrl: `${url}/webhooks/whatsapp`,
    readAfterMs,
    templates,
  });
  const whatsappWeb = channels.includes('whatsapp-web') ? openWhatsappWeb(options) : null;
  const emailAccount = { ...post, inboundSecret: secret() };
  const email = emailEmulator({
    clock,
    random,
    fetch,
    inboundDomain: post.inboundDomain,
    inboundUrl: `${url}/webhooks/sendgrid/inbound?secret=${emailAccount.inboundSecret}`,
  });
  const web = new WebBrowsers({ clock, random, url });
  const cast = new Cast({ telegram, whatsapp, whatsappWeb, email, web }, channels);
  const value = (): Kept => ({
    version: 1,
    cast: cast.everybody,
    telegram: telegram.snapshot(),
    twilio: twilio.snapshot(),
    whatsapp: whatsapp.snapshot(),
    whatsappWeb: whatsappWeb ? whatsappWeb.snapshot() : kept?.whatsappWeb,
    email: email.snapshot(),
    web: web.snapshot(),
  });
  const keep = new Keep<Kept>(stateFile, { clock, onProblem, value });
  const kept = keep.load();
  if (kept) {
    cast.restore(kept.cast);
    telegram.restore(kept.telegram);
    twilio.restore(kept.twilio);
    if (kept.whatsapp) whatsapp.restore(kept.whatsapp);
    if (kept.whatsappWeb) whatsappWeb?.restore(kept.whatsappWeb);
    if (kept.email) email.restore(kept.email);
    if (kept.web) web.restore(kept.web);
  }
  cast.gather();
  const classPhone = whatsappWeb && new ClassPhone(ordinaryNumber, whatsappWeb);
  const emulators = { telegram, twilio, whatsapp, whatsappWeb, email, web };
  const desk = { ...emulators, account, whatsappAccount, emailAccount, cast, keep, classPhone };
  onPhones(desk, () => keep.touch());
  return desk;
}

/** Nothing of it is there unless it is asked for: its page is written, and a browser opens it. */
function openWhatsappWeb({ clock, random, stateFile }: DeskOptions): WhatsappWebEmulator {
  const folder = path.join(path.dirname(stateFile), 'lab-whatsapp-web');
  const whatsappWeb = whatsappWebEmulator({ number: ordinaryNumber, folder, clock, random });
  readSoon(whatsappWeb, { clock, afterMs: readAfterMs });
  return whatsappWeb;
}

/** Tells of every change: on whose phone, or `undefined` where it is on none. */
export function onPhones(
  { telegram, twilio, whatsapp, whatsappWeb, email, web, cast }: Providers & Pick<Desk, 'cast'>,
  listener: (member: Classmate | undefined) => void,
): void {
  cast.onAdded(listener);
  telegram.phones.onChange(({ chatId }) => listener(chatId ? cast.onTelegram(chatId) : undefined));
  twilio.phones.onChange(({ phone }) => listener(phone ? cast.reachedByText(phone) : undefined));
  whatsapp.phones.onChange(({ waId }) => listener(waId ? cast.onWhatsapp(waId) : undefined));
  whatsappWeb?.phones.onChange(({ chatId }) => listener(chatId ? cast.onWhatsappWeb(chatId) : undefined));
  web.onChange(({ id }) => listener(id ? cast.find(id) : undefined));
  email.mailboxes.onChange(({ kind, address }) => {
    if (kind === 'mail') listener(cast.reachedByMail(address!));
    else listener(address ? cast.byMail(address) : undefined);
  });
}
