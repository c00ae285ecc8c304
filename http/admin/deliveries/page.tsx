import type { FC } from 'hono/jsx';
import { limitSearch, searchDeliveries, searchPatienceMs } from '../../../db/admin/deliveries.ts';
import type { DeliveryRow } from '../../../db/api/deliveries.ts';
import type { Asked } from '../asked.ts';
import { channelName } from '../channelName.ts';
import { rowsPerPage } from '../listing.ts';
import { Live } from '../live.tsx';
import { MemberLink } from '../memberLink.tsx';
import { firstOf, Older } from '../older.tsx';
import type { AdminPage, Part } from '../page.ts';
import { type Column, PlainTable } from '../plainTable.tsx';
import { unlessTooLong } from '../unlessTooLong.ts';
import { When } from '../when.tsx';
import { DeliveryMark } from './mark.tsx';
import { isOfUsualDays, Search, searchOf, usualDays } from './search.tsx';
import { outcomeWords } from './words.ts';

const parts: Record<string, Part> = {
  deliveries: { on: ['deliveries'], view: (asked) => <List asked={asked} /> },
};

/** Everything that went out or is to, to whom, how far it got and why. */
export const deliveries: AdminPage = {
  path: '/deliveries',
  permission: 'delivery.see',
  title: 'admin.deliveries.title',
  group: 'sending',
  parts,
  view: (asked) => (
    <>
      <Search asked={asked} />
      {isOfUsualDays(asked) && <p class="hint">{asked.say('admin.deliveries.usual', { days: usualDays })}</p>}
      <Live asked={asked} parts={parts} name="deliveries" />
    </>
  ),
};

const List: FC<{ asked: Asked }> = async ({ asked }) => {
  const found = await unlessTooLong(
    asked.read(async (tx, communityId) => {
      await limitSearch(tx, searchPatienceMs);
      return searchDeliveries(tx, { communityId, search: searchOf(asked), limit: rowsPerPage + 1 });
    }),
  );
  if (!found) return <p class="empty">{asked.say('admin.filter.tooMuch')}</p>;
  const { shown, before } = firstOf(found);
  return (
    <>
      <PlainTable<DeliveryRow>
        caption={asked.say('admin.deliveries.title')}
        empty={asked.say('admin.deliveries.none')}
        rows={shown}
        columns={columns(asked)}
      />
      <Older asked={asked} before={before} />
    </>
  );
};

const columns = (asked: Asked): Column<DeliveryRow>[] => {
  const { say } = asked;
  return [
    {
      label: say('admin.deliveries.when'),
      cell: (one) => (
        <a href={`/admin/deliveries/${one.id}`}>
          <When asked={asked} at={one.created_at} />
        </a>
      ),
    },
    { label: say('admin.deliveries.to'), cell: (one) => <MemberLink asked={asked} member={one.recipient} /> },
    {
      label: say('admin.deliveries.channel'),
      cell: ({ channel }) => (channel ? channelName(asked, channel) : '–'),
    },
    { label: say('admin.deliveries.kind'), cell: ({ kind }) => say(`admin.delivery.kind.${kind}`) },
    {
      label: say('admin.column.status'),
      cell: ({ status }) => <DeliveryMark asked={asked} status={status} />,
    },
    { label: say('admin.deliveries.why'), kind: 'wide', cell: (one) => outcomeWords(asked, one) },
  ];
};
