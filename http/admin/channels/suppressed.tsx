import type { FC } from 'hono/jsx';
import type { SuppressedAddress } from '../../../db/admin/channels.ts';
import type { Asked } from '../asked.ts';
import { channelName } from '../channelName.ts';
import { MemberLink } from '../memberLink.tsx';
import { PlainTable } from '../plainTable.tsx';
import { When } from '../when.tsx';

/** Members' addresses that get nothing any more, and why. Where they are nobody sees. */
export const Suppressed: FC<{ asked: Asked; rows: SuppressedAddress[] }> = ({ asked, rows }) => {
  const { say } = asked;
  return (
    <PlainTable<SuppressedAddress>
      caption={say('admin.channels.suppressed')}
      empty={say('admin.channels.noneSuppressed')}
      rows={rows}
      columns={[
        { label: say('admin.deliveries.to'), cell: ({ member }) => <MemberLink {...{ asked, member }} /> },
        { label: say('admin.deliveries.channel'), cell: ({ channel }) => channelName(asked, channel) },
        { label: say('admin.deliveries.why'), cell: ({ how }) => say(`admin.suppressed.${how}`) },
        {
          label: say('admin.delivery.code'),
          cell: ({ providerCode }) => (providerCode ? <code>{providerCode}</code> : '–'),
        },
        { label: say('admin.suppressed.since'), cell: ({ since }) => <When asked={asked} at={since} /> },
      ]}
    />
  );
};
