import type { Incoming, Texted } from './incoming.ts';
import type { Media, Message, PhoneFile, Status } from './state.ts';
import type { Webhooks } from './webhooks.ts';
import { type Change, personOf, type World } from './world.ts';

/** A message as a person's phone shows it. */
export interface Bubble {
  sid: string;
  isMine: boolean;
  body: string;
  media: Media[];
  segments: number;
  encoding: 'GSM-7' | 'UCS-2';
  status: Status;
  at: string;
}

/** One person's phone. */
export class Phone {
  constructor(
    readonly number: string,
    private readonly parts: { world: World; incoming: Incoming; webhooks: Webhooks },
  ) {}

  /** Texts our number, with files where it is an MMS; resolves when the webhook has answered. */
  text(body: string, media: (Media | PhoneFile)[] = []): Promise<Texted> {
    return this.parts.webhooks.watch(this.parts.incoming.take(this.number, body, media));
  }

  /** Both sides, oldest first; a message that has not arrived, or never will, is not shown. */
  conversation(): Bubble[] {
    return this.parts.world.withPhone(this.number).filter(hasArrived).map(bubble);
  }

  /** What has arrived here. */
  inbox(): Bubble[] {
    return this.conversation().filter(({ isMine }) => !isMine);
  }

  get isOptedOut(): boolean {
    return this.parts.world.state.optedOut.includes(this.number);
  }

  /** Tells when anything changes here, for a live page; returns what ends it. */
  onChange(listener: (change: Change) => void): () => void {
    return this.parts.world.onChange((change) => {
      if (change.phone === this.number || change.kind === 'restored') listener(change);
    });
  }
}

/** The people's side of the emulator. */
export class Phones {
  constructor(private readonly parts: { world: World; incoming: Incoming; webhooks: Webhooks }) {}

  /** The phone with this number, E.164; every number has one. */
  of(number: string): Phone {
    return new Phone(number, this.parts);
  }

  /** Everybody who has written or been written to, in the order of their first message. */
  numbers(): string[] {
    return [...new Set(this.parts.world.state.messages.map(personOf))];
  }

  onChange(listener: (change: Change) => void): () => void {
    return this.parts.world.onChange(listener);
  }
}

const hasArrived = ({ status }: Message) => status === 'delivered' || status === 'received';

function bubble(message: Message): Bubble {
  const { sid, direction, body, media, segments, encoding, status, createdAt, updatedAt } = message;
  const isMine = direction === 'inbound';
  return { sid, isMine, body, media, segments, encoding, status, at: isMine ? createdAt : updatedAt };
}
