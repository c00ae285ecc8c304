import type { Line, Pending } from './state.ts';
import type { Window } from './window.ts';
import type { World } from './world.ts';

/** One person's browser with the chat in it. What cannot be done throws an error with a sentence. */
export class Browser {
  constructor(
    private readonly world: World,
    private readonly id: string,
    private readonly window: Window,
  ) {}

  /** Both sides, oldest first. */
  screen(): Line[] {
    return structuredClone(this.state.lines);
  }

  /** What was said and is not accepted yet. */
  waiting(): Pending[] {
    return structuredClone(this.state.pending);
  }

  /** What has come from us. */
  heard(): Line[] {
    return this.screen().filter((line) => !line.is_mine && line.body !== null);
  }

  say(text: string, { replyTo = null }: { replyTo?: string | null } = {}): void {
    if (replyTo) this.seen(replyTo);
    this.send('send_message', { content: text, reply_to: replyTo });
  }

  press(messageId: string, data: string): void {
    const choice = this.seen(messageId).choices.find((one) => one.data === data);
    if (!choice) throw new Error('There is no such button to press.');
    this.send('press_button', { message_id: messageId, data, label: choice.label });
  }

  /** Sends a file, with words where there are some. @throws {Error} with the server's sentence where it is refused */
  async sendFile(file: { bytes: Buffer; mimeType: string; name: string }, caption = ''): Promise<void> {
    const ticket = await this.window.upload(file);
    this.send('send_message', { content: caption, content_type: 'file', reply_to: null, files: [ticket] });
  }

  /** What a file of a message holds. @throws {Error} where there is none */
  async file(messageId: string, index: number): Promise<Buffer> {
    const file = this.seen(messageId).files[index];
    if (!file) throw new Error('There is no such file in this message.');
    return this.window.download(file.url);
  }

  edit(messageId: string, text: string): void {
    if (!this.seen(messageId).is_mine) throw new Error('Only one’s own words can be changed.');
    this.send('edit_message', { message_id: messageId, content: text });
  }

  private get state() {
    return this.world.browser(this.id);
  }

  private seen(messageId: string): Line {
    const line = this.state.lines.find(({ id }) => id === messageId);
    if (!line) throw new Error('There is no such message on this screen.');
    return line;
  }

  private send(event: Pending['event'], data: Record<string, unknown>): void {
    const at = this.world.clock.now().toISOString();
    this.state.pending.push({ event, data: { id: this.world.newId(), ...data }, at });
    this.world.changed({ id: this.id });
    this.window.push();
  }
}
