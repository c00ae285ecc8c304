import {
  type ChannelQueue,
  type ChannelTrouble,
  countQueues,
  countTroubles,
  listSuppressed,
} from '../../../db/admin/channels.ts';
import { findBudget, type SmsBudget } from '../../../db/smsBudget.ts';
import type { Asked } from '../asked.ts';
import { Live } from '../live.tsx';
import type { AdminPage, Part } from '../page.ts';
import type { WorkingChannel } from '../workings.ts';
import { ChannelCard } from './card.tsx';
import { Suppressed } from './suppressed.tsx';

const parts: Record<string, Part> = {
  channels: { on: ['deliveries'], every: true, view: (asked) => <Cards asked={asked} /> },
};

/** How each channel is doing, what limits it, and who gets nothing by it any more. */
export const channels: AdminPage = {
  path: '/channels',
  permission: 'delivery.see',
  title: 'admin.channels.title',
  group: 'sending',
  parts,
  view: (asked) => (
    <>
      <p class="hint">{asked.say('admin.channels.about')}</p>
      <Live asked={asked} parts={parts} name="channels" />
      <h2>{asked.say('admin.channels.suppressed')}</h2>
      <SuppressedList asked={asked} />
    </>
  ),
};

/** All that is known of one channel. */
export interface SeenChannel {
  working: WorkingChannel;
  queue: ChannelQueue | null;
  troubles: ChannelTrouble[];
  /** Of text messages only. */
  budget: SmsBudget | null;
}

const dayMs = 86_400_000;

async function Cards({ asked }: { asked: Asked }) {
  const { deps, now } = asked;
  const working = await deps.workings.channels();
  const { queues, troubles, budget } = await asked.read(async (tx, communityId) => ({
    queues: await countQueues(tx, { communityId, now }),
    troubles: await countTroubles(tx, { communityId, since: new Date(now.getTime() - dayMs) }),
    budget: await findBudget(tx, communityId, now),
  }));
  const seen = working.map((one): SeenChannel => {
    const isOf = ({ channel }: { channel: string }) => channel === one.name;
    return {
      working: one,
      queue: queues.find(isOf) ?? null,
      troubles: troubles.filter(isOf),
      budget: one.name === 'sms' ? budget : null,
    };
  });
  return (
    <div class="cards wide">
      {seen.map((channel) => (
        <ChannelCard {...{ asked, channel }} />
      ))}
    </div>
  );
}

/** More than these nobody reads down; the newest matter. */
const mostSuppressed = 100;

async function SuppressedList({ asked }: { asked: Asked }) {
  const rows = await asked.read((tx, communityId) =>
    listSuppressed(tx, { communityId, limit: mostSuppressed }),
  );
  return <Suppressed asked={asked} rows={rows} />;
}
