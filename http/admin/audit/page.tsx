import { type AuditEntry, findAuditChoices, listEntries } from '../../../db/admin/audit.ts';
import type { Asked } from '../asked.ts';
import { daysAsked } from '../days.ts';
import { ChoiceField, DayField, Filters } from '../filters.tsx';
import { idOf, pageAsked } from '../listing.ts';
import { Live } from '../live.tsx';
import { MemberLink } from '../memberLink.tsx';
import type { AdminPage, Part } from '../page.ts';
import type { Column } from '../plainTable.tsx';
import { Table } from '../table.tsx';
import { When } from '../when.tsx';
import { actWords } from './actWords.ts';
import { Standings } from './standings.tsx';

const parts: Record<string, Part> = {
  seals: { on: ['audit'], view: (asked) => <Standings asked={asked} /> },
  entries: { on: ['audit'], view: (asked) => <Entries asked={asked} /> },
};

/** What organizers and moderators did, and whether anybody has changed what is written of it. */
export const audit: AdminPage = {
  path: '/audit',
  permission: 'audit.see',
  title: 'admin.audit.title',
  group: 'community',
  parts,
  view: (asked) => (
    <>
      <Live asked={asked} parts={parts} name="seals" />
      <Search asked={asked} />
      <Live asked={asked} parts={parts} name="entries" />
    </>
  ),
};

async function Search({ asked }: { asked: Asked }) {
  const { say } = asked;
  const { acts, actors } = await asked.read(findAuditChoices);
  const any = say('admin.filter.all');
  return (
    <Filters asked={asked}>
      <ChoiceField
        {...{ asked, any, name: 'act', label: say('admin.audit.act') }}
        options={acts.map((one) => [one, actWords(asked, one)])}
      />
      <ChoiceField
        {...{ asked, any, name: 'actor', label: say('admin.audit.actor') }}
        options={actors.map(({ id, name }) => [id, name])}
      />
      <DayField asked={asked} name="from" label={say('admin.filter.from')} />
      <DayField asked={asked} name="to" label={say('admin.filter.to')} />
    </Filters>
  );
}

async function Entries({ asked }: { asked: Asked }) {
  const { say } = asked;
  const sorting = pageAsked(asked, { sorts: ['created_at'], order: 'desc' });
  const page = await asked.read((tx, communityId) =>
    listEntries(tx, { communityId, filter: filterOf(asked) }, sorting),
  );
  return (
    <Table<AuditEntry>
      {...{ asked, sorting, page }}
      caption={say('admin.audit.title')}
      empty={say('admin.audit.none')}
      columns={columns(asked)}
    />
  );
}

const columns = (asked: Asked): Column<AuditEntry>[] => {
  const { say } = asked;
  return [
    {
      label: say('admin.audit.when'),
      sort: 'created_at',
      cell: (row) => <When asked={asked} at={row.created_at} />,
    },
    {
      label: say('admin.audit.actor'),
      cell: ({ actor_id, actor }) => <Who asked={asked} id={actor_id} name={actor} />,
    },
    { label: say('admin.audit.act'), cell: ({ act }) => actWords(asked, act) },
    {
      label: say('admin.audit.subject'),
      cell: ({ subject_id, subject }) =>
        subject_id === asked.account.communityId ? (
          asked.account.communityName
        ) : subject === null ? (
          <code class="id">{subject_id?.slice(-8) ?? '–'}</code>
        ) : (
          <Who asked={asked} id={subject_id} name={subject} />
        ),
    },
    {
      label: say('admin.audit.seal'),
      kind: 'number',
      cell: ({ sequence }) =>
        sequence === null ? <span class="mark wait">{say('admin.audit.open')}</span> : sequence,
    },
  ];
};

const Who = ({ asked, id, name }: { asked: Asked; id: string | null; name: string | null }) =>
  id && name !== null ? (
    <MemberLink asked={asked} member={{ id, full_name: name }} />
  ) : (
    <span class="soft">–</span>
  );

function filterOf(asked: Asked) {
  const { query } = asked;
  const { fromId, beforeId } = daysAsked(asked);
  const act = query.get('act') ?? '';
  return {
    act: /^[\w.]{1,60}$/.test(act) ? act : undefined,
    actorId: idOf(query.get('actor')),
    subjectId: idOf(query.get('subject')),
    fromId,
    beforeId,
  };
}
