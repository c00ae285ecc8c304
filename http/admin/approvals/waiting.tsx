import type { FC } from 'hono/jsx';
import { findOwnVotes } from '../../../db/admin/votes.ts';
import { type ApprovalRow, listApprovals } from '../../../db/api/approvals.ts';
import { ActForm } from '../actForm.tsx';
import type { Asked } from '../asked.ts';
import { classWords } from '../classWords.ts';
import { Table } from '../table.tsx';
import { When } from '../when.tsx';

/** Whoever waits longest comes first; a page of them, as each that is decided makes room for the next. */
const sorting = { page: 1, perPage: 50, sort: 'number', order: 'asc' } as const;

/** Those who wait, with the two buttons. */
export const Waiting: FC<{ asked: Asked }> = async ({ asked }) => {
  const { say, account } = asked;
  const [page, votes] = await asked.read(async (tx, communityId) => [
    await listApprovals(tx, { communityId, status: 'open' }, sorting),
    await findOwnVotes(tx, { communityId, membershipId: account.membershipId }),
  ]);
  const rest = page.total - page.rows.length;
  return (
    <>
      <Table<ApprovalRow>
        {...{ asked, sorting, page: { ...page, total: page.rows.length } }}
        caption={say('admin.approvals.waiting')}
        empty={say('admin.approvals.nobody')}
        idOf={({ number }) => number}
        columns={[
          { label: say('admin.column.number'), kind: 'number', cell: ({ number }) => number },
          {
            label: say('admin.column.name'),
            cell: ({ applicant }) => <strong>{applicant.full_name}</strong>,
          },
          { label: say('admin.column.class'), cell: classWords },
          {
            label: say('admin.approvals.said'),
            cell: ({ approvals, rejections }) => say('admin.approvals.votes', { approvals, rejections }),
          },
          { label: say('admin.approvals.since'), cell: (row) => <When asked={asked} at={row.created_at} /> },
          {
            label: say('admin.column.acts'),
            kind: 'acts',
            cell: (row) => <Buttons {...{ asked, row }} vote={votes.get(row.number)} />,
          },
        ]}
      />
      {rest > 0 && <p class="hint">{say('admin.approvals.more', { count: rest })}</p>}
    </>
  );
};

/** A vote is given once; an organizer's, that decides, is carried out in the moment after. */
const Buttons: FC<{ asked: Asked; row: ApprovalRow; vote: 'approve' | 'reject' | undefined }> = (props) => {
  const { asked, row, vote } = props;
  const { say } = asked;
  const fields = { number: row.number };
  const name = row.applicant.full_name;
  if (vote) return <span class="mark">{say(`admin.approvals.you.${vote}`)}</span>;
  if (!asked.may('approval.vote')) return null;
  return (
    <>
      <ActForm {...{ asked, fields }} action="/approvals/approve" shortcut="a">
        <button type="submit" class="small" aria-label={say('admin.approvals.approveWho', { name })}>
          {say('admin.approvals.approve')}
        </button>
      </ActForm>
      <ActForm {...{ asked, fields }} action="/approvals/reject" shortcut="r">
        <button type="submit" class="small plain" aria-label={say('admin.approvals.rejectWho', { name })}>
          {say('admin.approvals.reject')}
        </button>
      </ActForm>
    </>
  );
};
