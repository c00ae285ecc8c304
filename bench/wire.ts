import { createMessage } from '../db/messages.ts';
import { startPlanning } from '../delivery/loop.ts';
import type { Channel, ChannelName } from '../domain/channel.ts';
import { silent } from '../domain/log.ts';
import type { Cluster } from './cluster.ts';
import { percentile } from './figures.ts';
import { channelOf, openHomeroom } from './homeroom.ts';
import { type Joined, newClassOf } from './wireClass.ts';

/** How long each channel may take until its provider is called, in milliseconds. */
export const wireBars = { web: 1_000, telegram: 5_000, whatsapp: 5_000, sms: 10_000, email: 30_000 } as const;
export const wireChannels = Object.keys(wireBars) as (keyof typeof wireBars)[];

/** People on each channel: 1,000 in all. */
export const peopleEach = 200;

/** The slowest hundredth's milliseconds, by channel: `answers` and `posts`. */
export type WireFigures = Record<string, number>;

/**
 * From when something was accepted (a webhook called, a post committed) to the call of the provider: 1,000 people write at
 * the same instant, then a post goes to all of them. Providers take everything at once and no pace holds anything back:
 * what a real provider allows in a second comes on top.
 */
export async function measureWire(cluster: Cluster): Promise<WireFigures> {
  const sentAt = new Map<string, number>();
  const channels = wireChannels.map(
    (name): Channel =>
      channelOf(name, async ({ id, to }) => {
        sentAt.set(`${name} ${to}`, performance.now());
        return { providerIds: [id] };
      }),
  );
  const homeroom = await openHomeroom(await cluster.homeroomDatabase(), { sends: true, channels });
  const { sql, clock, newId, settings, engine, sender } = homeroom;
  const planning = startPlanning(
    {
      ...{ sql, clock, newId, accounts: settings.accounts, log: silent },
      countSegments: () => 1,
      channels: new Map(channels.map((channel) => [channel.name, channel])),
    },
    sender.wake,
  );
  const joined = await newClassOf(homeroom, peopleEach);
  const answers = await timed(
    sentAt,
    () => Promise.all(joined.people.map((one) => engine.receive([said(one)], { correlationId: 'bench' }))),
    homeroom.settle,
  );
  const posts = await timed(sentAt, () => post(homeroom, joined, planning.wake), homeroom.settle);
  await planning.stop();
  await homeroom.stop();
  return figuresOf({ answers, posts });
}

/** The milliseconds from now until each person was written to, by channel. */
async function timed(
  sentAt: Map<string, number>,
  act: () => Promise<unknown>,
  settle: () => Promise<void>,
): Promise<Map<string, number[]>> {
  sentAt.clear();
  const startedAt = performance.now();
  await act();
  await settle();
  const waited = new Map<string, number[]>(wireChannels.map((name) => [name, []]));
  for (const [key, at] of sentAt) waited.get(key.split(' ')[0]!)!.push(at - startedAt);
  return waited;
}

function figuresOf(kinds: Record<string, Map<string, number[]>>): WireFigures {
  const figures: WireFigures = {};
  for (const [kind, waited] of Object.entries(kinds)) {
    for (const [channel, all] of waited) {
      if (all.length < peopleEach)
        throw new Error(`of ${peopleEach} people on ${channel} ${all.length} got ${kind}`);
      figures[`${kind} ${channel}`] = percentile(all, 0.99);
    }
  }
  return figures;
}

let event = 0;

const said = ({ channel, identifier }: { channel: ChannelName; identifier: string }) => ({
  kind: 'inbound' as const,
  inbound: {
    channel,
    account: '7000001',
    externalId: String(++event),
    from: identifier,
    sequence: event,
    said: { kind: 'text' as const, text: '/help', replyTo: null },
    language: 'en',
    name: 'Somebody',
    raw: {},
  },
});

type Homeroom = Awaited<ReturnType<typeof openHomeroom>>;

/** By an author who has no address, so that everybody else gets it. */
async function post({ sql, clock, newId }: Homeroom, joined: Joined, wake: () => void): Promise<void> {
  await sql.begin((tx) =>
    createMessage(tx as never, {
      id: newId(),
      fanoutId: newId(),
      communityId: joined.communityId,
      forumId: joined.forumId,
      authorId: joined.author.membershipId,
      authorPersonId: joined.author.personId,
      parentId: null,
      text: 'Who comes to the reunion in June?',
      typed: null,
      correlationId: 'bench',
      now: clock.now(),
    }),
  );
  wake();
}
