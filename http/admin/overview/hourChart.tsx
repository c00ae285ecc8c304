import type { FC } from 'hono/jsx';
import type { HourCount } from '../../../db/admin/today.ts';
import { wallTime } from '../../../domain/wallClock.ts';
import type { Asked } from '../asked.ts';
import { channelName } from '../channelName.ts';

interface Props {
  asked: Asked;
  hours: HourCount[];
  /** When the day began. */
  from: Date;
  of: 'heard' | 'sent';
  title: string;
}

const hourMs = 3_600_000;
const [width, height, foot, side] = [520, 190, 26, 38];
const slot = (width - side) / 24;

/** Messages hour by hour as bars, a colour for each channel; the same as a table for those who do not see them. */
export const HourChart: FC<Props> = ({ asked, hours, from, of, title }) => {
  const { say } = asked;
  const counted = hours.filter((one) => one[of] > 0 && one.hour < 24);
  const channels = [...new Set(counted.map(({ channel }) => channel))].sort();
  const sums = Array.from({ length: 24 }, (_, hour) =>
    counted.filter((one) => one.hour === hour).reduce((sum, one) => sum + one[of], 0),
  );
  const total = sums.reduce((sum, one) => sum + one, 0);
  const top = roundTop(Math.max(...sums));
  const id = `chart-${of}`;
  return (
    <figure class="card chart" aria-labelledby={id}>
      <figcaption id={id}>
        <strong>{title}</strong> <span class="total">{total}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={say('admin.chart.alt', { title, total })}
      >
        <Grid top={top} />
        {counted.map(({ hour, channel, [of]: count }) => {
          const below = counted
            .filter((one) => one.hour === hour && channels.indexOf(one.channel) < channels.indexOf(channel))
            .reduce((sum, one) => sum + one[of], 0);
          const [tall, y] = [scaled(count, top), scaled(below + count, top)];
          return (
            <rect
              class={`c-${channel}`}
              x={side + hour * slot + 2}
              y={(height - foot - y).toFixed(1)}
              width={(slot - 4).toFixed(1)}
              height={tall.toFixed(1)}
            />
          );
        })}
        {[0, 6, 12, 18].map((hour) => (
          <text x={side + hour * slot + 2} y={height - 5}>
            {clockHour(asked, from, hour)}
          </text>
        ))}
      </svg>
      <Legend {...{ asked, channels }} />
      {total > 0 && <AsTable {...{ asked, counted, channels, from, of, title }} />}
    </figure>
  );
};

const scaled = (count: number, top: number) => (count / top) * (height - foot - 12);

/** The next number that halves well. */
function roundTop(most: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(most, 4)));
  return [1, 2, 4, 6, 8, 10].map((times) => times * step).find((one) => one >= Math.max(most, 4))!;
}

const Grid: FC<{ top: number }> = ({ top }) => (
  <>
    {[0, top / 2, top].map((count) => {
      const y = height - foot - scaled(count, top);
      return (
        <>
          <line class="grid" x1={side} x2={width} y1={y} y2={y} />
          <text x={side - 6} y={y + 4} text-anchor="end">
            {count}
          </text>
        </>
      );
    })}
  </>
);

const Legend: FC<{ asked: Asked; channels: string[] }> = ({ asked, channels }) => (
  <ul class="legend">
    {channels.map((channel) => (
      <li>
        <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
          <rect class={`c-${channel}`} width="10" height="10" rx="2" />
        </svg>{' '}
        {channelName(asked, channel)}
      </li>
    ))}
    {channels.length === 0 && <li class="soft">{asked.say('admin.chart.none')}</li>}
  </ul>
);

const AsTable: FC<Omit<Props, 'hours'> & { counted: HourCount[]; channels: string[] }> = (props) => {
  const { asked, counted, channels, from, of, title } = props;
  const { say } = asked;
  const hours = [...new Set(counted.map(({ hour }) => hour))].sort((one, other) => one - other);
  const count = (hour: number, channel: string) =>
    counted.find((one) => one.hour === hour && one.channel === channel)?.[of] ?? 0;
  return (
    <details>
      <summary>{say('admin.chart.table')}</summary>
      <table class="small">
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say('admin.chart.hour')}</th>
            {channels.map((channel) => (
              <th scope="col" class="number">
                {channelName(asked, channel)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((hour) => (
            <tr>
              <th scope="row">{clockHour(asked, from, hour)}</th>
              {channels.map((channel) => (
                <td class="number">{count(hour, channel)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
};

/** What the clock there shows so many hours into the day: one more or less where it was changed. */
function clockHour({ account }: Asked, from: Date, hour: number): string {
  const wall = new Date(wallTime(new Date(from.getTime() + hour * hourMs), account.timeZone));
  return `${String(wall.getUTCHours()).padStart(2, '0')}:00`;
}
