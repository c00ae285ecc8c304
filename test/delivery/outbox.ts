import { insertDeliveries } from '../../db/deliveries.ts';
import { Sender } from '../../delivery/sender.ts';
import type { Channel, ChannelName, Outbound, Sent } from '../../domain/channel.ts';
import { type DeliveryDraft, laneOf } from '../../domain/content.ts';
import { SendError, type SendErrorCode } from '../../domain/errors.ts';
import { type Limits, noLimits } from '../../domain/limits.ts';
import { type Log, silent } from '../../domain/log.ts';
import { noPace, type Pace } from '../../domain/pace.ts';
import { text } from '../../domain/text.ts';
import { type Member, newClass } from '../support/class.ts';
import { nowhere } from '../support/files.ts';
import { newWorld, type World } from '../support/world.ts';

/** How a provider takes the next message: well, with an error, or well but without saying so. */
export type Fate = 'taken' | 'lost' | SendErrorCode;

/** A provider that does as it is told, message by message; without a word it takes what comes. */
export class Provider {
  /** The words of all that it took. */
  readonly taken: string[] = [];
  fates: Fate[] = [];
  /** What it says when asked what became of a send: `null` for never heard of. */
  memory: (Sent | null | SendErrorCode)[] = [];
  /** Asked about sends since these moments. */
  readonly askedSince: Date[] = [];
  /** The words of those. */
  readonly askedAbout: string[] = [];
  /** Whether this process can send by it. */
  isHere = true;
  /** Into how many it cuts a message. */
  parts = 1;
  /** Called before a message is taken. */
  onSend: (outbound: Outbound) => Promise<void> = () => Promise.resolve();

  channel(name: ChannelName, account: string): Channel {
    const isChat = name !== 'sms';
    const channel: Channel = {
      name,
      account,
      can: {
        buttons: isChat,
        edit: isChat,
        delete: isChat,
        nativeReply: isChat,
        receipts: name !== 'telegram',
      },
      send: (outbound) => this.send(outbound),
      isHere: () => this.isHere,
    };
    if (name === 'sms') {
      channel.settle = (outbound, attemptedAt) => this.remember(outbound, attemptedAt);
      channel.settlesByWords = true;
    }
    return channel;
  }

  private async send(outbound: Outbound): Promise<Sent> {
    await this.onSend(outbound);
    const fate = this.fates.shift() ?? 'taken';
    if (fate === 'taken' || fate === 'lost') this.taken.push(wordsOf(outbound));
    if (fate === 'lost') throw new SendError('uncertain', 'no answer');
    if (fate !== 'taken') throw new SendError(fate, `told to: ${fate}`);
    const first = (this.taken.length - 1) * this.parts + 1;
    return { providerIds: Array.from({ length: this.parts }, (_, part) => `P${first + part}`) };
  }

  private async remember(outbound: Outbound, attemptedAt: Date): Promise<Sent | null> {
    this.askedSince.push(attemptedAt);
    this.askedAbout.push(wordsOf(outbound));
    const answer = this.memory.shift() ?? null;
    if (typeof answer === 'string') throw new SendError(answer, `told to: ${answer}`);
    return answer;
  }
}

const wordsOf = ({ body }: Outbound) =>
  body.map((span) => (typeof span === 'string' ? span : Object.values(span)[0])).join('');

/** A worker of its own, as another process would have one. */
export function newWorker(
  world: World,
  provider: Provider,
  { repeats = noLimits, pace = noPace, log = silent }: { repeats?: Limits; pace?: Pace; log?: Log } = {},
): Sender {
  const { sql, clock, newId, vault, accounts } = world;
  const { random } = world.deps;
  const channels = new Map(
    accounts.map(({ channel, account }) => [channel, provider.channel(channel as ChannelName, account)]),
  );
  return new Sender({
    ...{ sql, clock, random, newId, vault, log, channels, repeats, pace },
    slots: 8,
    countSegments: world.countSegments,
    files: nowhere,
  });
}

/** Ana and Carla on Telegram, Ben on SMS, and a worker with a provider that does as it is told. */
export async function newOutbox() {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: 'telegram', ben: 'sms', carla: 'telegram' } });
  const { members } = school;
  const provider = new Provider();
  const worker = newWorker(world, provider);
  const later = async (ms: number) => {
    world.clock.advance(ms);
    await worker.drain();
  };
  const ana = members.ana!;
  const ben = { ...members.ben!, channel: 'sms' as const };
  return { world, school, provider, worker, later, ana, ben, carla: members.carla! };
}

/** Puts something to say into the outbox. Returns the delivery's id. */
export async function queue(
  world: World,
  member: Member & { channel?: ChannelName },
  words: string,
  draft: Partial<DeliveryDraft> = {},
): Promise<string> {
  const now = world.clock.now();
  const id = world.newId();
  const kind = draft.kind ?? 'notice';
  await insertDeliveries(
    world.sql,
    [
      {
        id,
        kind,
        lane: laneOf(kind),
        addressId: member.addressId,
        channel: member.channel ?? 'telegram',
        personId: member.personId,
        communityId: null,
        messageId: null,
        changesId: null,
        content: { parts: [text('progress.line', { number: words, progress: '' })] },
        status: 'queued',
        reason: null,
        notBefore: now,
        correlationId: null,
        ...draft,
      },
    ],
    now,
  );
  return id;
}

/** What the ledger says of a delivery. */
export async function ledger(world: World, id: string) {
  const [row] = await world.sql<
    { status: string; reason: string | null; attempts: number; isRepeated: boolean }[]
  >`
    select status, reason, attempts, is_repeated as "isRepeated" from message_deliveries where id = ${id}`;
  return row!;
}
