import type { EmailEmulator } from './email/emulator.ts';
import { usernameOf } from './phones/whatsappActs.ts';
import type { TelegramEmulator } from './telegram/emulator.ts';
import type { WebBrowsers } from './web/browsers.ts';
import type { WhatsappEmulator } from './whatsapp/emulator.ts';
import type { WhatsappWebEmulator } from './whatsapp-web/emulator.ts';

export type ChannelName = 'telegram' | 'sms' | 'whatsapp' | 'whatsapp-web' | 'email' | 'web';

/** Somebody whose phone lies on the page. Plain JSON. */
export interface Classmate {
  id: string;
  channel: ChannelName;
  firstName: string;
  lastName: string;
  language: 'en' | 'es';
  /** E.164. */
  number: string;
  /** One's id with Telegram; null on a phone that can only text. */
  telegramId: number | null;
  /** Of one's mailbox, in lower case; missing in what was kept before there was mail. */
  email?: string;
  /** On WhatsApp the business is told an id only, at first. */
  hidesNumber?: boolean;
  /** Who this is in a few words, for the page. */
  about: string;
}

export type NewClassmate = Omit<Classmate, 'id' | 'telegramId'> & { id?: string };

/** Ready to play: the story is about the first three, the others wait for whoever looks at the page. */
const regulars: NewClassmate[] = [
  person('olga', 'telegram', 'Olga Petrova', '+14155550101', 'organizes the class'),
  person('ana', 'telegram', 'Ana Rossi', '+14155550102', 'on Telegram'),
  person('ben', 'sms', 'Ben Carter', '+14155550103', 'texts only'),
  { ...person('carla', 'telegram', 'Carla Méndez', '+525555550104', 'en español'), language: 'es' },
  person('dev', 'sms', 'Dev Patel', '+14155550105', 'texts only'),
  person('eva', 'whatsapp', 'Eva Novak', '+14155550106', 'on WhatsApp'),
  { ...person('farid', 'whatsapp', 'Farid Haddad', '+14155550107', 'hides the number'), hidesNumber: true },
  person('gina', 'email', 'Gina Weber', '+14155550108', 'reads mail'),
  person('hana', 'whatsapp-web', 'Hana Suzuki', '+14155550109', 'on WhatsApp as well'),
  person('iris', 'web', 'Iris Lund', '+14155550110', 'in a browser'),
];

/** Who joins when the story is played again, a pair at a time: one on Telegram, one who texts. */
const newcomers: [string, string][] = [
  ['Maya Lindqvist', 'Theo Brooks'],
  ['Priya Nair', 'Sam Okafor'],
  ['Jonas Weber', 'Rosa Marin'],
  ['Aisha Khan', 'Leo Fontaine'],
  ['Grace Kim', 'Hugo Stone'],
];

/** Everybody with a phone on the page, in the order of their phones. */
export class Cast {
  members: Classmate[] = [];
  /** Whose channel is not served this time: their phones are put away, and kept as they are. */
  private absent: Classmate[] = [];
  private readonly listeners = new Set<(member: Classmate) => void>();

  constructor(
    private readonly providers: {
      telegram: TelegramEmulator;
      whatsapp: WhatsappEmulator;
      whatsappWeb: WhatsappWebEmulator | null;
      email: EmailEmulator;
      web: WebBrowsers;
    },
    private readonly channels: ChannelName[],
  ) {}

  /** Takes up who was there when the Lab was last stopped. */
  restore(kept: Classmate[]): void {
    const isAbsent = ({ channel }: Classmate) => channel === 'whatsapp-web' && !this.providers.whatsappWeb;
    this.members = kept.filter((member) => !isAbsent(member));
    this.absent = kept.filter(isAbsent);
  }

  get everybody(): Classmate[] {
    return [...this.members, ...this.absent];
  }

  /** Gives the regulars their phones, where they have none yet. */
  gather(): void {
    for (const one of this.members) {
      // Kept before there was mail, somebody has no address.
      one.email ??= addressOf(one);
      this.joinMail(one);
    }
    for (const one of regulars) if (this.channels.includes(one.channel) && !this.find(one.id!)) this.add(one);
  }

  find(id: string): Classmate | undefined {
    return this.members.find((one) => one.id === id);
  }

  onTelegram(telegramId: number): Classmate | undefined {
    return this.members.find((one) => one.telegramId === telegramId);
  }

  onWhatsapp(waId: string): Classmate | undefined {
    return this.members.find((one) => one.channel === 'whatsapp' && one.number === `+${waId}`);
  }

  /** @param chatId WhatsApp's, of a conversation between two */
  onWhatsappWeb(chatId: string): Classmate | undefined {
    return this.members.find(
      ({ channel, number }) => channel === 'whatsapp-web' && chatId === `${number.slice(1)}@c.us`,
    );
  }

  byMail(address: string): Classmate | undefined {
    return this.members.find((one) => one.channel === 'email' && one.email === address);
  }

  byText(number: string): Classmate | undefined {
    return this.members.find((one) => one.channel === 'sms' && one.number === number);
  }

  /** Puts one more phone on the page. */
  add(who: NewClassmate): Classmate {
    const id = who.id ?? this.freeId(who.firstName);
    const email = (who.email ?? addressOf(who)).toLowerCase();
    const member: Classmate = { ...who, id, email, telegramId: this.joinTelegram(who) };
    if (who.channel === 'whatsapp') this.joinWhatsapp(member);
    if (who.channel === 'whatsapp-web') this.joinWhatsappWeb(member);
    if (who.channel === 'web') this.providers.web.add(member);
    this.joinMail(member);
    this.members.push(member);
    for (const listener of this.listeners) listener(member);
    return member;
  }

  /** The phone with this number, put on the page where a text goes to one that nobody has shown yet. */
  reachedByText(number: string): Classmate {
    const known = this.byText(number);
    if (known) return known;
    const owner = this.members.find((one) => one.number === number);
    const { firstName, lastName, language } = owner ?? { firstName: number, lastName: '', language: 'en' };
    const about = owner ? 'where texts to this number arrive' : 'a number that got a text';
    return this.add({ channel: 'sms', firstName, lastName, language, number, about });
  }

  /** The mailbox at this address, put on the page where mail came for somebody who has shown none yet. */
  reachedByMail(address: string): Classmate | undefined {
    const known = this.byMail(address);
    if (known) return known;
    const owner = this.members.find((one) => one.email === address);
    if (!owner) return undefined;
    const { firstName, lastName, language, number } = owner;
    const about = 'where mail to this address arrives';
    return this.add({ channel: 'email', firstName, lastName, language, number, email: address, about });
  }

  onAdded(listener: (member: Classmate) => void): void {
    this.listeners.add(listener);
  }

  /** The next two who have not said anything yet, one of each kind, for another round of the story. */
  newcomers(hasSpoken: (member: Classmate) => boolean): [Classmate, Classmate] {
    const [ana, ben] = [this.find('ana'), this.find('ben')];
    if (ana && ben && !hasSpoken(ana) && !hasSpoken(ben)) return [ana, ben];
    const n = this.rounds + 1;
    const [one, other] = newcomers[n - 1] ?? [`Newcomer Number${n}`, `Texter Number${n}`];
    const digits = String(n).padStart(2, '0');
    return [
      this.add(person(`joiner-${n}a`, 'telegram', one, `+141555502${digits}`, 'on Telegram')),
      this.add(person(`joiner-${n}b`, 'sms', other, `+141555503${digits}`, 'texts only')),
    ];
  }

  /** How many pairs of newcomers there have been, after Ana and Ben. */
  get rounds(): number {
    return this.members.filter(({ id }) => id.startsWith('joiner-')).length / 2;
  }

  private joinTelegram({ channel, firstName, lastName, language, number }: NewClassmate): number | null {
    if (channel !== 'telegram') return null;
    const names = { first_name: firstName, ...(lastName && { last_name: lastName }) };
    return this.providers.telegram.phones.add({ ...names, language_code: language, phoneNumber: number })
      .personId;
  }

  private joinWhatsapp(member: Classmate): void {
    const { number, hidesNumber = false } = member;
    this.providers.whatsapp.phones.add({
      number,
      name: fullName(member),
      hidesNumber,
      ...(hidesNumber && { username: usernameOf(member) }),
    });
  }

  private joinWhatsappWeb(member: Classmate): void {
    const { whatsappWeb } = this.providers;
    if (!whatsappWeb) throw new Error('WhatsApp Web is not served here.');
    whatsappWeb.phones.add({ phone: member.number, name: fullName(member) });
  }

  /** Everybody has an address that mail can be sent to, whether it is read on the page or not. */
  private joinMail(member: Classmate): void {
    if (!this.channels.includes('email')) return;
    const { email, language } = member;
    this.providers.email.mailboxes.add({ address: email!, name: fullName(member), language });
  }

  private freeId(firstName: string): string {
    const base = firstName.toLowerCase().replace(/[^a-z0-9]+/g, '') || 'phone';
    let id = base;
    const isTaken = () => this.everybody.some((one) => one.id === id);
    for (let n = 2; isTaken(); n++) id = `${base}-${n}`;
    return id;
  }
}

export const fullName = ({ firstName, lastName }: { firstName: string; lastName: string }) =>
  `${firstName} ${lastName}`.trim();

/** As most people are called by their mail. */
export function addressOf({ firstName, lastName }: { firstName: string; lastName: string }): string {
  const plain = fullName({ firstName, lastName }).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const local = plain.replace(/[^a-z0-9]+/g, '.').replace(/^\.+|\.+$/g, '');
  return `${local || 'somebody'}@mail.example`;
}

function person(id: string, channel: ChannelName, name: string, number: string, about: string): NewClassmate {
  const [firstName = '', ...rest] = name.split(' ');
  return { id, channel, firstName, lastName: rest.join(' '), language: 'en', number, about };
}
