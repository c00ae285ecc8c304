import type { Inbound, Parsed } from '../../../domain/channel.ts';
import type { Who } from '../../../domain/member.ts';
import type { Asking } from '../../../flows/engine/answer.ts';
import { flowBook } from '../../../flows/engine/book.ts';
import type { Meaning } from '../../../flows/engine/meaning.ts';
import { route } from '../../../flows/engine/route.ts';
import { flows } from '../../../flows/registry.ts';
import type { Side } from '../sides/side.ts';

const routes = flowBook(flows);

export const ourCommunity = '018f0000-0000-7000-8000-0000000000e1';

/** What the engine makes of something that came in, while a question waits or none. */
export function understood(side: Side, parsed: Parsed, asking: Asking | null): Meaning | { ignored: string } {
  if (parsed.kind === 'ignored') return { ignored: parsed.reason };
  const { said, mail } = (parsed as { inbound: Inbound }).inbound;
  return route(
    routes,
    {
      who: organizerOn(side),
      foreground: asking?.conversation ?? null,
      parked: [],
      hasWaiting: false,
      isHeldBack: false,
      stoppedHow: null,
    },
    { said, mail, question: asking?.question ?? null, repliedMessageId: null },
  );
}

/** Whoever has every command there is: what they answer could be taken for each. */
const organizerOn = ({ channel: { name } }: Side): Who => ({
  addressId: 'd1',
  channel: name,
  personId: 'p1',
  phoneId: null,
  language: 'en',
  belongings: [belonging(ourCommunity), belonging('018f0000-0000-7000-8000-0000000000e2')],
  current: belonging(ourCommunity),
});

const belonging = (communityId: string) => ({
  membershipId: `m-${communityId}`,
  communityId,
  communityName: 'Lincoln High',
  role: 'organizer' as const,
  status: 'active' as const,
});

/** The meaning in a few words, for whoever has to mend it. */
export function inWords(meaning: ReturnType<typeof understood>): string {
  if ('ignored' in meaning) return `nothing (${meaning.ignored})`;
  if (meaning.kind === 'start') return `the command of ${meaning.flow.name}`;
  if (meaning.kind === 'explain') return `nothing: ${meaning.text.key}`;
  if (meaning.kind !== 'event') return meaning.kind;
  return 'answer' in meaning.event ? `the answer ${meaning.event.answer}` : meaning.event.type;
}

/** The command that a meaning is, so that two ways of giving it can be compared. */
export function commandIn(meaning: ReturnType<typeof understood>): string {
  if (!('kind' in meaning) || meaning.kind !== 'start') return inWords(meaning);
  const { act, number, argument } = meaning.input;
  return [meaning.flow.name, act, number, argument].join(' ');
}
