import { HTTPException } from 'hono/http-exception';
import type { FC } from 'hono/jsx';
import {
  type ConversationEvent,
  findConversation,
  listEvents,
  type SeenConversation,
} from '../../../db/admin/conversations.ts';
import { abandoned, began } from '../../../domain/path.ts';
import { stateName } from '../../../domain/stateName.ts';
import type { Asked } from '../asked.ts';
import { channelName } from '../channelName.ts';
import { type Fact, Facts } from '../facts.tsx';
import { idOf } from '../listing.ts';
import { Live } from '../live.tsx';
import { MemberLink } from '../memberLink.tsx';
import type { AdminPage, Part } from '../page.ts';
import { eventName, spaced } from '../statechart/words.ts';
import { When } from '../when.tsx';
import { StatusMark } from './latest.tsx';

const parts: Record<string, Part> = {
  history: { on: ['deliveries'], view: (asked) => <History asked={asked} /> },
};

/** What became of one conversation, step by step. What was said in it stays sealed. */
export const conversationPage: AdminPage = {
  path: '/conversations/:id',
  permission: 'conversation.see',
  title: 'admin.conversation.title',
  group: null,
  parts,
  view: (asked) => <Live asked={asked} parts={parts} name="history" />,
};

/** Nobody talks longer with a bot; a request may. */
const mostEvents = 300;

async function History({ asked }: { asked: Asked }) {
  const { say } = asked;
  const id = idOf(asked.params.id);
  const found = await asked.read(async (tx, communityId) => {
    const one = id ? await findConversation(tx, { communityId, id }) : null;
    return one && { one, events: await listEvents(tx, { communityId, id: one.id, limit: mostEvents }) };
  });
  if (!found) throw new HTTPException(404);
  const { one, events } = found;
  return (
    <>
      <section class="card">
        <Facts facts={factsOf(asked, one)} />
      </section>
      <h2>{say('admin.conversation.steps')}</h2>
      <p class="hint">{say('admin.conversation.sealed')}</p>
      {events.length === 0 && <p class="empty">{say('admin.conversation.noSteps')}</p>}
      <ol class="steps">
        {events.map((event) => (
          <Step {...{ asked, event, flow: one.flow }} />
        ))}
        {one.status === 'done' && one.movedBy === abandoned && (
          <li>
            <When asked={asked} at={one.updatedAt} />
            <p>{say('admin.conversation.abandoned')}</p>
          </li>
        )}
      </ol>
    </>
  );
}

const factsOf = (asked: Asked, one: SeenConversation): Fact[] => {
  const { say } = asked;
  return [
    [
      say('admin.conversations.flow'),
      <a href={`/admin/conversations/flows/${one.flow}`}>{spaced(one.flow)}</a>,
    ],
    [say('admin.conversations.who'), one.channel ? <MemberLink asked={asked} member={one.member} /> : null],
    [say('admin.deliveries.channel'), one.channel ? channelName(asked, one.channel) : null],
    [say('admin.column.status'), <StatusMark asked={asked} status={one.status} />],
    [say('admin.conversations.stands'), spaced(stateName(one.value))],
    [say('admin.conversation.waitedIn'), one.waitedIn ? spaced(one.waitedIn) : null],
    [say('admin.conversations.begun'), <When asked={asked} at={one.createdAt} />],
    [say('admin.conversation.moved'), <When asked={asked} at={one.updatedAt} />],
  ];
};

/** One thing that came to it, and the states that it led through. */
const Step: FC<{ asked: Asked; event: ConversationEvent; flow: string }> = ({ asked, event, flow }) => {
  const { say, deps } = asked;
  const machine = deps.workings.flows.find(({ name }) => name === flow)?.machine;
  const words = (type: string) => {
    if (type === began) return say('admin.conversation.began');
    return machine ? eventName(type, machine) : spaced(type);
  };
  return (
    <li>
      <When asked={asked} at={event.handledAt ?? event.createdAt} />
      <p>
        {say(`admin.conversation.kind.${event.kind}`)}
        {event.status !== 'done' && (
          <span class={`mark ${event.status === 'dead' ? 'bad' : 'wait'}`}>
            {say(`admin.conversation.event.${event.status}`)}
          </span>
        )}
      </p>
      {event.path ? (
        <ul class="path">
          {event.path.map(([heard, state]) => (
            <li>
              <span class="soft">{words(heard)}</span> → {spaced(state)}
            </li>
          ))}
        </ul>
      ) : (
        <p class="soft">{say('admin.conversation.still')}</p>
      )}
    </li>
  );
};
