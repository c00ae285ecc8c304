import type { FC } from 'hono/jsx';
import { type ApprovalRow, listDecided } from '../../../db/api/approvals.ts';
import type { Asked } from '../asked.ts';
import { classWords } from '../classWords.ts';
import { ChoiceField, Filters } from '../filters.tsx';
import { oneOf, pageAsked } from '../listing.ts';
import { MemberLink } from '../memberLink.tsx';
import { Table } from '../table.tsx';
import { When } from '../when.tsx';

const outcomes = ['approved', 'rejected', 'expired', 'withdrawn'] as const;

const looks = { approved: 'good', rejected: 'bad', expired: 'wait', withdrawn: '' } as const;

/** What became of those who asked. */
export const Decided: FC<{ asked: Asked }> = async ({ asked }) => {
  const { say } = asked;
  const sorting = pageAsked(asked, { sorts: ['decided_at', 'number'], order: 'desc' });
  const status = oneOf(asked, 'status', outcomes);
  const page = await asked.read((tx, communityId) => listDecided(tx, { communityId, status }, sorting));
  const words = (outcome: (typeof outcomes)[number]) => say(`admin.approvals.${outcome}`);
  return (
    <>
      <h2>{say('admin.approvals.past')}</h2>
      <Filters asked={asked}>
        <ChoiceField
          {...{ asked, name: 'status', label: say('admin.column.outcome'), any: say('admin.filter.all') }}
          options={outcomes.map((one) => [one, words(one)])}
        />
      </Filters>
      <Table<ApprovalRow>
        {...{ asked, sorting, page }}
        caption={say('admin.approvals.past')}
        empty={say('admin.approvals.none')}
        columns={[
          { label: say('admin.column.number'), sort: 'number', kind: 'number', cell: ({ number }) => number },
          {
            label: say('admin.column.name'),
            cell: ({ applicant }) => <MemberLink asked={asked} member={applicant} />,
          },
          { label: say('admin.column.class'), cell: classWords },
          {
            label: say('admin.column.outcome'),
            cell: ({ status: outcome }) =>
              outcome === 'open' ? null : <span class={`mark ${looks[outcome]}`}>{words(outcome)}</span>,
          },
          { label: say('admin.column.reason'), cell: ({ reason }) => reason ?? '–' },
          {
            label: say('admin.approvals.decidedAt'),
            sort: 'decided_at',
            cell: (row) => <When asked={asked} at={row.decided_at} />,
          },
        ]}
      />
    </>
  );
};
