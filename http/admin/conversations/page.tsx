import { countConversations } from '../../../db/admin/conversations.ts';
import type { Flow } from '../../../domain/flow.ts';
import type { Asked } from '../asked.ts';
import { Live } from '../live.tsx';
import type { AdminPage, Part } from '../page.ts';
import { PlainTable } from '../plainTable.tsx';
import { spaced } from '../statechart/words.ts';
import { countsByFlow, type FlowCount } from './counted.ts';
import { since } from './since.ts';

const parts: Record<string, Part> = {
  flows: { on: ['deliveries'], view: (asked) => <Flows asked={asked} /> },
};

/** Everything one can talk about with the bot, and how many do. */
export const conversations: AdminPage = {
  path: '/conversations',
  permission: 'conversation.see',
  title: 'admin.conversations.title',
  group: 'words',
  parts,
  view: (asked) => (
    <>
      <p class="hint">{asked.say('admin.conversations.about')}</p>
      <p>
        <a class="button plain" href="/admin/conversations/latest">
          {asked.say('admin.conversations.seeLatest')}
        </a>
      </p>
      <Live asked={asked} parts={parts} name="flows" />
    </>
  ),
};

type Row = FlowCount & { flow: Flow };

const nothing: FlowCount = { running: 0, over: 0, left: 0 };

async function Flows({ asked }: { asked: Asked }) {
  const { say, deps } = asked;
  const counts = countsByFlow(
    await asked.read((tx, communityId) => countConversations(tx, { communityId, since: since(asked) })),
  );
  const rows = deps.workings.flows
    .map((flow) => ({ flow, ...(counts.get(flow.name) ?? nothing) }))
    .sort((one, other) => other.running - one.running || other.over - one.over);
  return (
    <PlainTable<Row>
      caption={say('admin.conversations.title')}
      empty={say('admin.conversations.none')}
      rows={rows}
      columns={[
        { label: say('admin.conversations.flow'), cell: ({ flow }) => <FlowLink flow={flow} /> },
        { label: say('admin.conversations.running'), kind: 'number', cell: ({ running }) => running },
        { label: say('admin.conversations.over'), kind: 'number', cell: ({ over }) => over },
        { label: say('admin.conversations.left'), kind: 'number', cell: ({ left }) => left },
      ]}
    />
  );
}

const FlowLink = ({ flow: { name, commands } }: { flow: Flow }) => (
  <>
    <a href={`/admin/conversations/flows/${name}`}>{spaced(name)}</a>{' '}
    {commands.length > 0 && <span class="soft">/{commands[0]!.words[0]}</span>}
  </>
);
