import {
  type AddressState,
  type Carried,
  type Decision,
  plan,
  type Recipient,
  type Way,
} from '../../delivery/plan.ts';

/** Ten in the evening in Lima, on a Monday. */
export const now = new Date('2026-03-03T03:00:00Z');
export const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
export const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

export const ways = (spec: string): Way[] =>
  spec
    .split(' ')
    .filter(Boolean)
    .map((one) => {
      const [channel = '', state = 'open'] = one.split(':');
      return { id: channel, channel, state: state as AddressState };
    });

export function recipient({
  reach = 'telegram',
  ...chosen
}: Partial<Recipient> & { reach?: string } = {}): Recipient {
  return {
    ways: ways(reach),
    isSuspended: false,
    preferredChannel: 'telegram',
    fallbackChannels: [],
    frequency: 'at once',
    digestAt: 18 * 60,
    digestWeekday: 0,
    timeZone: 'America/Lima',
    quietHours: null,
    allowsUrgent: true,
    mutes: [],
    ...chosen,
  };
}

export const carried = (of: Partial<Carried> = {}): Carried => ({
  kind: 'post',
  isUrgent: false,
  authorId: 'ben',
  forumId: 'music',
  answersActAt: null,
  segments: () => 2,
  ...of,
});

/** A decision in a line: the channel with why not another, the moment with why not now; or why not at all. */
function shown(decision: Decision): string {
  if (decision.kind === 'skip') return `skip ${decision.reason}`;
  const { channel, wayReason, timeReason } = decision;
  const moment = decision.kind === 'digest' ? decision.digestAt : decision.notBefore;
  return [
    channel,
    wayReason && `(${wayReason})`,
    decision.kind,
    moment.getTime() === now.getTime() ? 'now' : moment.toISOString().slice(5, 16),
    timeReason,
  ]
    .filter(Boolean)
    .join(' ');
}

export const decide = (to: Recipient, message = carried(), segmentsLeft: number | null = null) =>
  shown(plan(to, message, { segmentsLeft, now }));
