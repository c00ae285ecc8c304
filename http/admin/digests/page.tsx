import type { FC } from 'hono/jsx';
import {
  countDays,
  countFrequencies,
  type DigestDay,
  listMade,
  listPlanned,
  type MadeDigest,
  type PlannedDigest,
} from '../../../db/admin/digests.ts';
import { dayName } from '../../../domain/localTime.ts';
import type { Asked } from '../asked.ts';
import { DeliveryMark } from '../deliveries/mark.tsx';
import { idOf, rowsPerPage } from '../listing.ts';
import { Live } from '../live.tsx';
import { MemberLink } from '../memberLink.tsx';
import { firstOf, Older } from '../older.tsx';
import type { AdminPage, Part } from '../page.ts';
import { PlainTable } from '../plainTable.tsx';
import { Tile } from '../tile.tsx';
import { When } from '../when.tsx';

const parts: Record<string, Part> = {
  next: { on: ['deliveries', 'members'], view: (asked) => <Next asked={asked} /> },
};

/** Who hears how often, what is brought to whom next, and what was. */
export const digests: AdminPage = {
  path: '/digests',
  permission: 'delivery.see',
  title: 'admin.digests.title',
  group: 'sending',
  parts,
  view: (asked) => (
    <>
      <Live asked={asked} parts={parts} name="next" />
      <Went asked={asked} />
    </>
  ),
};

const mostPlanned = 50;
const dayMs = 86_400_000;
const frequencyWords = { 'at once': 'atOnce', daily: 'daily', weekly: 'weekly' } as const;

const Next: FC<{ asked: Asked }> = async ({ asked }) => {
  const { say } = asked;
  const { frequencies, planned } = await asked.read(async (tx, communityId) => ({
    frequencies: await countFrequencies(tx, communityId),
    planned: await listPlanned(tx, { communityId, limit: mostPlanned }),
  }));
  return (
    <>
      <ul class="tiles">
        {frequencies.map(({ frequency, count }) => (
          <Tile label={say(`admin.digests.${frequencyWords[frequency]}`)} value={count} />
        ))}
      </ul>
      <h2>{say('admin.digests.planned')}</h2>
      <PlainTable<PlannedDigest>
        caption={say('admin.digests.planned')}
        empty={say('admin.digests.nonePlanned')}
        rows={planned}
        columns={[
          { label: say('admin.digests.at'), cell: ({ at }) => <When asked={asked} at={at} /> },
          { label: say('admin.deliveries.to'), cell: ({ member }) => <MemberLink {...{ asked, member }} /> },
          { label: say('admin.digests.items'), kind: 'number', cell: ({ items }) => items },
          { label: say('admin.deliveries.why'), cell: (one) => reasonWords(asked, one.timeReason) },
        ]}
      />
    </>
  );
};

const reasons = ['daily', 'weekly', 'muted', 'quietHours'] as const;

function reasonWords({ say }: Asked, reason: string | null): string {
  const known = reasons.find((one) => one === reason);
  return known ? say(`admin.digests.for.${known}`) : '–';
}

const Went: FC<{ asked: Asked }> = async ({ asked }) => {
  const { say, language, now } = asked;
  const { days, made } = await asked.read(async (tx, communityId) => ({
    days: await countDays(tx, { communityId, since: new Date(now.getTime() - 30 * dayMs) }),
    made: await listMade(tx, {
      communityId,
      beforeId: idOf(asked.query.get('before')),
      limit: rowsPerPage + 1,
    }),
  }));
  const { shown, before } = firstOf(made);
  return (
    <>
      <h2>{say('admin.digests.days')}</h2>
      <PlainTable<DigestDay>
        caption={say('admin.digests.days')}
        empty={say('admin.digests.noneMade')}
        rows={days}
        columns={[
          { label: say('admin.digests.day'), cell: ({ day }) => dayName(day, language) },
          { label: say('admin.digests.count'), kind: 'number', cell: (one) => one.digests },
          { label: say('admin.digests.readers'), kind: 'number', cell: ({ readers }) => readers },
          { label: say('admin.digests.items'), kind: 'number', cell: ({ items }) => items },
        ]}
      />
      <h2>{say('admin.digests.made')}</h2>
      <Made asked={asked} rows={shown} />
      <Older asked={asked} before={before} />
    </>
  );
};

const Made: FC<{ asked: Asked; rows: MadeDigest[] }> = ({ asked, rows }) => {
  const { say } = asked;
  return (
    <PlainTable<MadeDigest>
      caption={say('admin.digests.made')}
      empty={say('admin.digests.noneMade')}
      rows={rows}
      columns={[
        {
          label: say('admin.digests.at'),
          cell: ({ id, slotAt, status }) =>
            status ? (
              <a href={`/admin/deliveries/${id}`}>
                <When asked={asked} at={slotAt} />
              </a>
            ) : (
              <When asked={asked} at={slotAt} />
            ),
        },
        { label: say('admin.deliveries.to'), cell: ({ member }) => <MemberLink {...{ asked, member }} /> },
        { label: say('admin.digests.items'), kind: 'number', cell: ({ items }) => items },
        { label: say('admin.digests.shown'), kind: 'number', cell: ({ shown }) => shown },
        { label: say('admin.digests.told'), kind: 'number', cell: ({ told }) => told },
        {
          label: say('admin.column.status'),
          cell: ({ status }) =>
            status ? <DeliveryMark {...{ asked, status }} /> : say('admin.digests.dropped'),
        },
      ]}
    />
  );
};
