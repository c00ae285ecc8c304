import type { UserRow } from '../../../db/api/users.ts';
import { listUsers } from '../../../db/api/users.ts';
import { membershipRoles, membershipStatuses } from '../../../db/schema.ts';
import type { Asked } from '../asked.ts';
import { classWords } from '../classWords.ts';
import { ChoiceField, Filters, SearchField } from '../filters.tsx';
import { oneOf, pageAsked, searched, yearOf } from '../listing.ts';
import { Live } from '../live.tsx';
import { MemberLink } from '../memberLink.tsx';
import type { AdminPage, Part } from '../page.ts';
import type { Column } from '../plainTable.tsx';
import { Table } from '../table.tsx';
import { When } from '../when.tsx';
import { StatusMark } from './statusMark.tsx';

const parts: Record<string, Part> = {
  members: { on: ['members'], view: (asked) => <List asked={asked} /> },
};

/** Everybody who is or was in, or asked to come in. */
export const members: AdminPage = {
  path: '/members',
  permission: 'member.change',
  title: 'admin.members.title',
  group: 'people',
  parts,
  view: (asked) => (
    <>
      <Search asked={asked} />
      <Live asked={asked} parts={parts} name="members" />
    </>
  ),
};

function Search({ asked }: { asked: Asked }) {
  const { say, query } = asked;
  const any = say('admin.filter.all');
  return (
    <Filters asked={asked}>
      <SearchField asked={asked} label={say('admin.members.search')} />
      <ChoiceField
        {...{ asked, any, name: 'status', label: say('admin.column.status') }}
        options={membershipStatuses.map((one) => [one, say(`admin.status.${one}`)])}
      />
      <ChoiceField
        {...{ asked, any, name: 'role', label: say('admin.column.role') }}
        options={membershipRoles.map((one) => [one, say(`admin.role.${one}`)])}
      />
      <label>
        {say('admin.members.year')}
        <input name="year" inputmode="numeric" maxlength={4} value={query.get('year') ?? ''} />
      </label>
    </Filters>
  );
}

/** The usual list leaves out those who never came in, or have gone. */
const usual = ['active', 'pending', 'suspended'] as const;

async function List({ asked }: { asked: Asked }) {
  const { say } = asked;
  const sorting = pageAsked(asked, { sorts: ['number', 'full_name', 'graduating_year', 'joined_at'] });
  const status = oneOf(asked, 'status', membershipStatuses);
  const filter = {
    statuses: status ? [status] : [...usual],
    role: oneOf(asked, 'role', membershipRoles),
    search: searched(asked),
    graduating_year: yearOf(asked),
    viewer: asked.account.membershipId,
  };
  const page = await asked.read((tx, communityId) => listUsers(tx, { communityId, filter }, sorting));
  return (
    <>
      <p class="hint">{say('admin.members.count', { count: page.total })}</p>
      <Table<UserRow>
        {...{ asked, sorting, page }}
        caption={say('admin.members.title')}
        empty={say('admin.members.none')}
        idOf={({ number }) => number}
        columns={columns(asked)}
      />
    </>
  );
}

const columns = (asked: Asked): Column<UserRow>[] => {
  const { say } = asked;
  return [
    { label: say('admin.column.number'), sort: 'number', kind: 'number', cell: ({ number }) => number },
    {
      label: say('admin.column.name'),
      sort: 'full_name',
      cell: (one) => <MemberLink asked={asked} member={one} />,
    },
    { label: say('admin.column.class'), sort: 'graduating_year', cell: classWords },
    { label: say('admin.column.role'), cell: ({ role }) => say(`admin.role.${role}`) },
    { label: say('admin.column.status'), cell: ({ status }) => <StatusMark {...{ asked, status }} /> },
    {
      label: say('admin.members.joined'),
      sort: 'joined_at',
      cell: ({ joined_at }) => <When asked={asked} at={joined_at} />,
    },
  ];
};
