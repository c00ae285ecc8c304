import type { ChannelName } from '../../../domain/channel.ts';
import type { Flow, FlowInput } from '../../../domain/flow.ts';
import type { Belonging, Who } from '../../../domain/member.ts';

/** Everything a flow may be begun with: everybody, on these channels, with the ways of typing each command. */
export function beginningsOf(flow: Flow, channels: readonly ChannelName[]): object[] {
  if (flow.name === 'approval') return [true, false].map(request);
  const acts = [...new Set([null, 'spoke', ...flow.commands.map(({ act }) => act ?? null)])];
  return channels.flatMap((channel) =>
    Object.entries(places).flatMap(([place, belongings]) =>
      acts.flatMap((act) =>
        typed
          .filter((argument) => argument !== code || place === 'guest' || place === 'member')
          .flatMap((argument) =>
            named.map((name) => input(flow, { channel, belongings, act, argument, name })),
          ),
      ),
    ),
  );
}

const belonging = (status: Belonging['status'], role: Belonging['role'] = 'member'): Belonging => ({
  membershipId: `m-${status}`,
  communityId: `c-${status}`,
  communityName: `Class ${status}`,
  role,
  status,
});

const places = {
  guest: [],
  member: [belonging('active')],
  organizer: [belonging('active', 'organizer'), belonging('pending')],
  pending: [belonging('pending')],
  suspended: [belonging('suspended')],
  rejected: [belonging('rejected')],
  expired: [belonging('expired')],
};

const code = 'K7QM-2XRD';

/** What may stand behind a command. */
const typed = [
  '',
  code,
  'limit',
  'es',
  'Hello everybody, here I am',
  'Hello all',
  'Class active',
  'ana@class.example',
  'x'.repeat(4_100),
];

/** Ways of naming a message or a member: by number, by a native reply. */
const named = [null, 12].flatMap((number) =>
  [null, 'x1'].map((repliedMessageId) => ({ number, repliedMessageId })),
);

interface Said {
  channel: ChannelName;
  belongings: Belonging[];
  act: string | null;
  argument: string;
  name: Pick<FlowInput, 'number' | 'repliedMessageId'>;
}

function input(flow: Flow, { channel, belongings, act, argument, name }: Said): FlowInput {
  const current = belongings[0] ?? null;
  const who: Who = {
    addressId: 'd1',
    channel,
    personId: current ? 'p1' : null,
    phoneId: channel === 'sms' ? 'd1' : null,
    language: 'en',
    belongings,
    current,
  };
  const isMailed = flow.name === 'posting' && channel === 'email' && argument.startsWith('Hello');
  return {
    ...{ who, communityId: current?.communityId ?? 'c0', act, argument, ...name, isInterrupting: false },
    ...(isMailed && { forum: 'general' }),
  };
}

const request = (isNumberHandedOn: boolean) => ({
  approvalId: 'a1',
  number: 7,
  membershipId: 'm9',
  communityId: 'c1',
  isNumberHandedOn,
});
