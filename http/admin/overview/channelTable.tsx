import type { FC } from 'hono/jsx';
import type { ChannelToday, HourCount } from '../../../db/admin/today.ts';
import type { Asked } from '../asked.ts';
import { channelName } from '../channelName.ts';
import { durationWords, shareWords } from '../measures.ts';
import { PlainTable } from '../plainTable.tsx';

type Row = ChannelToday & { channel: string; heard: number };

/** Each channel on its own: what came and went by it, how much of it arrived, and how fast. */
export const ChannelTable: FC<{ asked: Asked; channels: ChannelToday[]; hours: HourCount[] }> = (props) => {
  const { asked, hours } = props;
  const { say } = asked;
  const rows = rowsOf(props.channels, hours);
  return (
    <PlainTable<Row>
      caption={say('admin.overview.channels')}
      empty={say('admin.overview.nothing')}
      rows={rows}
      columns={[
        {
          label: say('admin.column.channel'),
          cell: ({ channel }) => (
            <>
              <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
                <rect class={`c-${channel}`} width="10" height="10" rx="2" />
              </svg>{' '}
              {channelName(asked, channel)}
            </>
          ),
        },
        { label: say('admin.column.heard'), kind: 'number', cell: ({ heard }) => heard },
        { label: say('admin.column.sent'), kind: 'number', cell: ({ sent }) => sent },
        {
          label: say('admin.column.delivered'),
          kind: 'wide',
          cell: (row) => <Success {...{ asked, row }} />,
        },
        { label: say('admin.column.failed'), kind: 'number', cell: ({ failed }) => failed },
        {
          label: say('admin.column.median'),
          kind: 'number',
          cell: ({ medianMs }) => durationWords(asked, medianMs),
        },
        {
          label: say('admin.column.slowest'),
          kind: 'number',
          cell: ({ slowestMs }) => durationWords(asked, slowestMs),
        },
        {
          label: say('admin.column.wire'),
          kind: 'number',
          cell: ({ onTheWire }) => shareWords(asked, onTheWire, 1),
        },
      ]}
    />
  );
};

/** The share that arrived, as a bar with its number. */
const Success: FC<{ asked: Asked; row: Row }> = ({ asked, row: { sent, delivered } }) => (
  <span class="share">
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="grid" width="100" height="8" rx="4" />
      <rect class="good" width={sent > 0 ? ((delivered / sent) * 100).toFixed(1) : 0} height="8" rx="4" />
    </svg>
    <span>{shareWords(asked, delivered, sent)}</span>
  </span>
);

/** Also of channels by which somebody only wrote. */
function rowsOf(channels: ChannelToday[], hours: HourCount[]): Row[] {
  const heardBy = (channel: string) =>
    hours.filter((one) => one.channel === channel).reduce((sum, { heard }) => sum + heard, 0);
  const names = [
    ...new Set([...channels.map((one) => one.channel!), ...hours.map(({ channel }) => channel)]),
  ];
  return names.sort().map((channel) => ({
    ...(channels.find((one) => one.channel === channel) ?? nothing),
    ...{ channel, heard: heardBy(channel) },
  }));
}

const nothing = { sent: 0, delivered: 0, failed: 0, medianMs: null, slowestMs: null, onTheWire: null };
