import { listForums } from '../../../db/communities.ts';
import type { Asked } from '../asked.ts';
import { ChoiceField, DayField, Filters, SearchField } from '../filters.tsx';
import { Live } from '../live.tsx';
import type { AdminPage, Part } from '../page.ts';
import { Latest } from './latest.tsx';
import { takeBack } from './takeBack.tsx';

const parts: Record<string, Part> = {
  messages: { on: ['messages'], view: (asked) => <Latest asked={asked} /> },
};

/** What was written lately, and what should not stand there taken back. */
export const messages: AdminPage = {
  path: '/messages',
  permission: 'message.moderate',
  title: 'admin.messages.title',
  group: 'words',
  parts,
  acts: [takeBack],
  view: (asked) => (
    <>
      <Search asked={asked} />
      <Live asked={asked} parts={parts} name="messages" />
    </>
  ),
};

async function Search({ asked }: { asked: Asked }) {
  const { say } = asked;
  const forums = await asked.read(listForums);
  return (
    <Filters asked={asked}>
      <SearchField asked={asked} label={say('admin.messages.search')} />
      <label>
        {say('admin.messages.by')}
        <input name="by" value={asked.query.get('by') ?? ''} maxlength={80} />
      </label>
      <ChoiceField
        {...{ asked, name: 'forum', label: say('admin.messages.forum'), any: say('admin.filter.all') }}
        options={forums.map(({ id, name }) => [id, name])}
      />
      <DayField asked={asked} name="from" label={say('admin.filter.from')} />
      <DayField asked={asked} name="to" label={say('admin.filter.to')} />
    </Filters>
  );
}
