import { strike } from './faults.ts';
import { mindCarrierWord, type OptOutHandling } from './optOut.ts';
import { incomingParameters } from './parameters.ts';
import type { Progress } from './progress.ts';
import { plan } from './progress.ts';
import type { Media, Message, PhoneFile } from './state.ts';
import { repliesIn } from './twiml.ts';
import type { WebhookAnswer, Webhooks } from './webhooks.ts';
import type { World } from './world.ts';

export interface IncomingOptions {
  /** Where the account's number posts its messages, until the console says otherwise. */
  webhookUrl: string;
  /** Asked once where the webhook fails. */
  fallbackUrl?: string;
  optOut?: OptOutHandling;
}

export interface Texted {
  sid: string;
  /** The status of the webhook's last answer, 0 where none came. */
  webhookStatus: number;
}

/** What happens to a text that a person sends to our number. */
export class Incoming {
  constructor(
    private readonly parts: { world: World; webhooks: Webhooks; progress: Progress },
    private readonly options: IncomingOptions,
  ) {}

  async take(phone: string, body: string, media: (Media | PhoneFile)[]): Promise<Texted> {
    const { world } = this.parts;
    const message = world.add({ direction: 'inbound', phone, body, media });
    const optOutType = this.mindOptOut(phone, body);
    const { accountSid } = world.account;
    const parameters = incomingParameters(message, { accountSid, optOutType });
    const duplicate = strike(world.state, phone, 'duplicate');
    const copies = duplicate ? 1 + (duplicate.copies ?? 1) : 1;
    let answer = await this.ask(parameters);
    for (let copy = 1; copy < copies; copy++) answer = await this.ask(parameters);
    for (const reply of repliesIn(answer.body)) this.say(phone, { body: reply, isAutomatic: false });
    return { sid: message.sid, webhookStatus: answer.status };
  }

  private mindOptOut(phone: string, body: string): string | null {
    const { optOut = 'default' } = this.options;
    const minded = optOut === 'off' ? null : mindCarrierWord(this.parts.world, phone, body);
    if (!minded) return null;
    if (minded.reply !== null) this.say(phone, { body: minded.reply, isAutomatic: true });
    this.parts.world.changed({ kind: 'optOut', phone });
    return optOut === 'advanced' ? minded.type : null;
  }

  /** The fallback is told what went wrong (https://www.twilio.com/docs/usage/webhooks/messaging-webhooks#fallbackurl). */
  private async ask(parameters: Record<string, string>): Promise<WebhookAnswer> {
    const { fallbackUrl } = this.options;
    const { smsUrl: webhookUrl } = this.parts.world.number;
    if (webhookUrl === '') return { status: 0, body: '' };
    const answer = await this.parts.webhooks.post(webhookUrl, parameters);
    if (answer.status >= 200 && answer.status < 400) return answer;
    if (fallbackUrl === undefined) return { ...answer, body: '' };
    return this.parts.webhooks.post(fallbackUrl, { ...parameters, ErrorCode: '11200', ErrorUrl: webhookUrl });
  }

  private say(phone: string, { body, isAutomatic }: Pick<Message, 'body' | 'isAutomatic'>) {
    const { world, progress } = this.parts;
    if (!isAutomatic && world.state.optedOut.includes(phone)) return;
    const message = world.add({ direction: 'outbound-reply', phone, body, isAutomatic });
    plan(world, message, { failureCode: null, isReordered: false });
    progress.follow(message);
  }
}
