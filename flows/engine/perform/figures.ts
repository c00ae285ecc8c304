import { type ChannelFigures, type DayFigures, findFigures } from '../../../db/figures.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { grouped } from '../../../domain/grouped.ts';
import { dayName } from '../../../domain/localTime.ts';
import { channelLabel } from '../../../domain/manners.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { actorIn, communityOf, isActingOrganizer } from './actor.ts';
import { oneByOne } from './performer.ts';
import { told } from './telling.ts';

const daysOfWeek = 7;

/** The last day that is over, and the week that it ends. */
export const figuresFind = oneByOne<'figures.find'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { communityId } = effect;
  if (!isActingOrganizer(await actorIn(work, who, communityId))) return told(text('figures.onlyOrganizers'));
  const community = communityOf(who!, communityId);
  const days = await findFigures(work.tx, { communityId, count: daysOfWeek });
  const [latest] = days;
  if (!latest) return told(text('figures.none', { community }));
  const waiting =
    latest.approvalsWaiting > 0 ? [text('figures.waiting', { count: latest.approvalsWaiting })] : [];
  return told(
    text('figures.day', {
      community,
      day: dayName(latest.day, who!.language),
      lines: [...linesOf(latest), ...waiting],
    }),
    days.length > 1 ? text('figures.week', { days: days.length, lines: linesOf(together(days)) }) : null,
  );
});

type Shown = Pick<DayFigures, 'posts' | 'replies' | 'newMembers' | 'channels'>;

const linesOf = ({ channels, posts, replies, newMembers }: Shown): TextRef[] => [
  text('figures.written', { posts, replies, newMembers }),
  ...channels.map(channelLine),
];

function channelLine({ medianMs, slowestMs, channel, ...counts }: ChannelFigures): TextRef {
  const { heard, sent, delivered, failed } = counts;
  const what = text('figures.channel', { channel: channelLabel(channel), heard, sent, delivered, failed });
  if (medianMs === null || slowestMs === null) return what;
  return text('figures.channelWithTimes', { what, median: seconds(medianMs), slowest: seconds(slowestMs) });
}

/** To a tenth below ten. */
const seconds = (ms: number) => (ms < 10_000 ? (ms / 1_000).toFixed(1) : String(Math.round(ms / 1_000)));

/** Times of several days cannot be put together: they are left out. */
function together(days: DayFigures[]): Shown {
  const sum = (of: (day: DayFigures) => number) => days.reduce((total, day) => total + of(day), 0);
  const byChannel = grouped(
    days.flatMap(({ channels }) => channels),
    ({ channel }) => channel,
  );
  return {
    posts: sum(({ posts }) => posts),
    replies: sum(({ replies }) => replies),
    newMembers: sum(({ newMembers }) => newMembers),
    channels: [...byChannel].map(([channel, rows]) => sumOf(channel, rows)),
  };
}

function sumOf(channel: string, rows: ChannelFigures[]): ChannelFigures {
  const sum = (of: (row: ChannelFigures) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    channel,
    heard: sum(({ heard }) => heard),
    sent: sum(({ sent }) => sent),
    delivered: sum(({ delivered }) => delivered),
    failed: sum(({ failed }) => failed),
    medianMs: null,
    slowestMs: null,
  };
}
