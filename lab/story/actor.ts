import { type Classmate, fullName } from '../cast.ts';
import { type Providers, perform } from '../phones/acts.ts';
import type { Doing, Handset, Line } from './handset.ts';
import { handsetOf } from './handsets.ts';
import { type Player, StoryStopped } from './player.ts';

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
  private readonly handset: Handset;
  /** How many lines there were when this person last did something. */
  private heardBefore: number;

  constructor(
    readonly member: Classmate,
    private readonly parts: Providers & { player: Player },
  ) {
    this.handset = handsetOf(parts, member);
    this.heardBefore = this.lines().length;
  }

  get name(): string {
    return this.member.firstName;
  }

  get fullName(): string {
    return fullName(this.member);
  }

  /** Everything the bot has said, oldest first. */
  lines(): Line[] {
    return this.handset.lines();
  }

  get hasSpoken(): boolean {
    return this.handset.hasSpoken();
  }

  get isMember(): boolean {
    return this.lines().some(({ text }) => /you are in/i.test(text));
  }

  /** Types something and sends it. */
  async says(text: string): Promise<void> {
    await this.does(this.handset.say(text));
  }

  async sendsPhoto(caption: string): Promise<void> {
    await this.does({ act: { act: 'send', kind: 'photo', caption }, typed: caption });
  }

  /** Opens the link of an invite: on a phone without links, writes its code. */
  async opens(code: string): Promise<void> {
    await this.does(this.handset.open(code));
  }

  async replies(to: Line, text: string): Promise<void> {
    await this.does(this.handset.reply(to, text));
  }

  async chooses(line: Line, label: RegExp): Promise<void> {
    const choice = line.choices.find((one) => label.test(one.label));
    if (!choice)
      throw new StoryStopped(`${this.name} finds no choice “${label.source}” at “${short(line.text)}”.`);
    await this.does(this.handset.choose(line, choice));
  }

  async sharesContact(): Promise<void> {
    const keyboard = this.parts.telegram.phones.of(this.member.telegramId!).screen().keyboard;
    const key = keyboard?.keyboard.flat().find((one) => one.request_contact);
    if (!key) throw new StoryStopped(`${this.name} sees no key to share the phone number.`);
    await this.does({ act: { act: 'tap', label: key.text }, typed: null });
  }

  /** Types the code that comes as a text message to the number that was just given. */
  async typesCode(): Promise<void> {
    const phone = this.parts.twilio.phones.of(this.member.number);
    const code = await this.parts.player.until(
      () => /\b(\d{6})\b/.exec(phone.inbox().at(-1)?.body ?? '')?.[1],
      () => `No text message with a code came for ${this.name}, so the story stops here.`,
    );
    await this.says(code);
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

  /** Waits for a line that shows what it should. */
  async sees(isThere: (line: Line) => boolean): Promise<Line> {
    return this.parts.player.until(
      () => this.lines().find(isThere),
      () => this.missed(),
    );
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

  private async does({ act, typed }: Doing): Promise<void> {
    if (typed === null) await this.aims();
    else await this.types(typed);
    this.heardBefore = this.lines().length;
    await perform(this.parts, this.member, act);
  }

  private async aims(): Promise<void> {
    this.look();
    await this.parts.player.pause(pressingMs);
  }

  private async types(text: string): Promise<void> {
    const { player } = this.parts;
    const ms = typingMs(text) / player.progress.speed;
    player.show({ phone: this.member.id, typing: { phone: this.member.id, text, ms } });
    await player.pause(typingMs(text) + 150);
    player.show({ typing: null });
  }
}

const short = (text: string) => (text.length > 140 ? `${text.slice(0, 139)}…` : text);
