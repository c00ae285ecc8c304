import type { FC } from 'hono/jsx';
import { listConversations, type SeenConversation } from '../../../db/admin/conversations.ts';
import { conversationStatuses } from '../../../db/schema.ts';
import { stateName } from '../../../domain/stateName.ts';
import type { Asked } from '../asked.ts';
import { channelName } from '../channelName.ts';
import { ChoiceField, Filters, SearchField } from '../filters.tsx';
import { idOf, oneOf, rowsPerPage, searched } from '../listing.ts';
import { Live } from '../live.tsx';
import { MemberLink } from '../memberLink.tsx';
import { firstOf, Older } from '../older.tsx';
import type { AdminPage, Part } from '../page.ts';
import { PlainTable } from '../plainTable.tsx';
import { spaced } from '../statechart/words.ts';
import { When } from '../when.tsx';

const parts: Record<string, Part> = {
  list: { on: ['deliveries'], view: (asked) => <List asked={asked} /> },
};

/** The conversations of a community, the latest first. */
export const latestConversations: AdminPage = {
  path: '/conversations/latest',
  permission: 'conversation.see',
  title: 'admin.conversations.latest',
  group: null,
  parts,
  view: (asked) => (
    <>
      <Search asked={asked} />
      <Live asked={asked} parts={parts} name="list" />
    </>
  ),
};

function Search({ asked }: { asked: Asked }) {
  const { say, deps } = asked;
  const any = say('admin.filter.all');
  return (
    <Filters asked={asked}>
      <SearchField asked={asked} label={say('admin.deliveries.name')} />
      <ChoiceField
        {...{ asked, any, name: 'flow', label: say('admin.conversations.flow') }}
        options={deps.workings.flows.map(({ name }) => [name, spaced(name)])}
      />
      <ChoiceField
        {...{ asked, any, name: 'status', label: say('admin.column.status') }}
        options={conversationStatuses.map((one) => [one, say(`admin.conversation.${one}`)])}
      />
    </Filters>
  );
}

async function List({ asked }: { asked: Asked }) {
  const flows = asked.deps.workings.flows.map(({ name }) => name);
  const filter = {
    flow: oneOf(asked, 'flow', flows),
    status: oneOf(asked, 'status', conversationStatuses),
    by: searched(asked),
    beforeId: idOf(asked.query.get('before')),
  };
  const found = await asked.read((tx, communityId) =>
    listConversations(tx, { communityId, filter, limit: rowsPerPage + 1 }),
  );
  const { shown, before } = firstOf(found);
  return (
    <>
      <ConversationTable asked={asked} rows={shown} />
      <Older asked={asked} before={before} />
    </>
  );
}

export const ConversationTable: FC<{ asked: Asked; rows: SeenConversation[] }> = ({ asked, rows }) => {
  const { say } = asked;
  return (
    <PlainTable<SeenConversation>
      caption={say('admin.conversations.latest')}
      empty={say('admin.conversations.none')}
      rows={rows}
      columns={[
        {
          label: say('admin.conversations.begun'),
          cell: ({ id, createdAt }) => (
            <a href={`/admin/conversations/${id}`}>
              <When asked={asked} at={createdAt} />
            </a>
          ),
        },
        { label: say('admin.conversations.flow'), cell: ({ flow }) => spaced(flow) },
        {
          label: say('admin.conversations.who'),
          cell: (one) => (one.channel ? <MemberLink asked={asked} member={one.member} /> : '–'),
        },
        {
          label: say('admin.deliveries.channel'),
          cell: ({ channel }) => (channel ? channelName(asked, channel) : '–'),
        },
        { label: say('admin.conversations.stands'), cell: ({ value }) => spaced(stateName(value)) },
        { label: say('admin.column.status'), cell: (one) => <StatusMark asked={asked} {...one} /> },
      ]}
    />
  );
};

const looks = { active: 'good', parked: 'wait', done: '' } as const;

export const StatusMark: FC<{ asked: Asked; status: SeenConversation['status'] }> = ({ asked, status }) => (
  <span class={`mark ${looks[status]}`}>{asked.say(`admin.conversation.${status}`)}</span>
);
