import { type Classmate, fullName } from '../cast.ts';
import { type Act, type Providers, perform } from '../phones/acts.ts';
import { type Player, StoryStopped } from './player.ts';

/** Something the bot said to somebody. */
export interface Line {
  id: string;
  text: string;
  buttons: { label: string; data: string }[];
  /** The words it is a native reply to. */
  repliesTo: string | null;
}

/** What is asked, and what is done about it. */
export interface Answer {
  to: RegExp;
  with: (actor: Actor, line: Line) => Promise<void>;
}

const readingMs = 900;
const pressingMs = 500;
const typingMs = (text: string) => Math.min(350 + 26 * text.length, 1_900);

/** Somebody of the story, with their phone. */
export class Actor {
  /** How many lines there were when this person last did something. */
  private heardBefore: number;

  constructor(
    readonly member: Classmate,
    private readonly parts: Providers & { player: Player },
  ) {
    this.heardBefore = this.lines().length;
  }

  get name(): string {
    return this.member.firstName;
  }

  get fullName(): string {
    return fullName(this.member);
  }

  get isOnTelegram(): boolean {
    return this.member.channel === 'telegram';
  }

  /** Everything the bot has said, oldest first. */
  lines(): Line[] {
    const { telegram, twilio } = this.parts;
    if (!this.isOnTelegram) {
      const inbox = twilio.phones.of(this.member.number).inbox();
      return inbox.map(({ sid, body }) => ({ id: sid, text: body, buttons: [], repliesTo: null }));
    }
    return telegram.phones
      .of(this.member.telegramId!)
      .heard()
      .map(({ id, text, buttons, reply }) => ({
        id: String(id),
        text,
        buttons: buttons.flat().map((one) => ({ label: one.text, data: one.callback_data ?? '' })),
        repliesTo: reply?.text ?? null,
      }));
  }

  get hasSpoken(): boolean {
    const { telegram, twilio } = this.parts;
    return this.isOnTelegram
      ? telegram.phones.of(this.member.telegramId!).screen().messages.length > 0
      : twilio.phones.of(this.member.number).conversation().length > 0;
  }

  /** Types something and sends it. */
  async says(text: string): Promise<void> {
    const { player } = this.parts;
    const ms = typingMs(text) / player.progress.speed;
    player.show({ phone: this.member.id, typing: { phone: this.member.id, text, ms } });
    await player.pause(typingMs(text) + 150);
    player.show({ typing: null });
    await this.does({ act: 'say', text });
  }

  /** Opens the link of an invite: on a phone that can only text, writes its code. */
  async opens(code: string): Promise<void> {
    if (!this.isOnTelegram) return this.says(`JOIN ${code}`);
    this.look();
    await this.parts.player.pause(pressingMs);
    await this.does({ act: 'start', code });
  }

  async presses(line: Line, label: RegExp): Promise<void> {
    const button = line.buttons.find((one) => label.test(one.label));
    if (!button)
      throw new StoryStopped(`${this.name} sees no button “${label.source}” below “${short(line.text)}”.`);
    this.look();
    await this.parts.player.pause(pressingMs);
    await this.does({ act: 'press', messageId: line.id, data: button.data });
  }

  async sharesContact(): Promise<void> {
    this.look();
    const keyboard = this.parts.telegram.phones.of(this.member.telegramId!).screen().keyboard;
    const key = keyboard?.keyboard.flat().find((one) => one.request_contact);
    if (!key) throw new StoryStopped(`${this.name} sees no key to share the phone number.`);
    await this.parts.player.pause(pressingMs);
    await this.does({ act: 'tap', label: key.text });
  }

  /** Waits for words of the bot since this person last did something. */
  async hears(words: RegExp): Promise<Line> {
    const line = await this.parts.player.until(
      () => this.news().find(({ text }) => words.test(text)),
      () => this.missed(),
    );
    await this.reads();
    return line;
  }

  /** Answers question after question, each once, until the bot says what is waited for. */
  async answersUntil(end: RegExp, answers: Answer[]): Promise<Line> {
    const open = [...answers];
    for (;;) {
      const { line, answer } = await this.next(end, open);
      await this.reads();
      if (!answer) return line;
      open.splice(open.indexOf(answer), 1);
      await answer.with(this, line);
    }
  }

  private next(end: RegExp, open: Answer[]): Promise<{ line: Line; answer: Answer | undefined }> {
    return this.parts.player.until(
      () => {
        for (const line of this.news().toReversed()) {
          if (end.test(line.text)) return { line, answer: undefined };
          const answer = open.find(({ to }) => to.test(line.text));
          if (answer) return { line, answer };
        }
        return undefined;
      },
      () => this.missed(),
    );
  }

  private news(): Line[] {
    return this.lines().slice(this.heardBefore);
  }

  private missed(): string {
    const last = this.news().at(-1);
    return last
      ? `The story did not expect what ${this.name} got: “${short(last.text)}”. Go on by hand, or play it again.`
      : `${this.name} is still waiting for an answer, so the story stops here. Are the faults off, and is the server well?`;
  }

  private async reads(): Promise<void> {
    this.look();
    await this.parts.player.pause(readingMs);
  }

  private look(): void {
    this.parts.player.show({ phone: this.member.id });
  }

  private async does(wanted: Act): Promise<void> {
    this.heardBefore = this.lines().length;
    await perform(this.parts, this.member, wanted);
  }
}

const short = (text: string) => (text.length > 140 ? `${text.slice(0, 139)}…` : text);
