import { type InviteRow, listInvites } from '../../../db/api/invites.ts';
import { ActForm } from '../actForm.tsx';
import type { Asked } from '../asked.ts';
import { Live } from '../live.tsx';
import type { AdminPage, Part } from '../page.ts';
import { PlainTable } from '../plainTable.tsx';
import { When } from '../when.tsx';
import { limit, make, revoke } from './acts.tsx';
import { Invite } from './invite.tsx';

const parts: Record<string, Part> = {
  open: { on: ['invites'], view: (asked) => <Open asked={asked} /> },
};

/** What lets strangers in: each open invite with its ways in and their QR codes, and those that are over. */
export const invites: AdminPage = {
  path: '/invites',
  permission: 'invite.manage',
  title: 'admin.invites.title',
  group: 'people',
  parts,
  acts: [make, limit, revoke],
  view: (asked) => (
    <>
      <New asked={asked} />
      <Live asked={asked} parts={parts} name="open" />
    </>
  ),
};

function New({ asked }: { asked: Asked }) {
  const { say } = asked;
  return (
    <ActForm asked={asked} action="/invites/make" class="filters">
      <label>
        {say('admin.invites.uses')}
        <input name="uses" type="number" min="1" max="10000" placeholder={say('admin.invites.any')} />
      </label>
      <button type="submit">{say('admin.invites.make')}</button>
    </ActForm>
  );
}

const sorting = { page: 1, perPage: 50, sort: 'created_at', order: 'desc' } as const;

async function Open({ asked }: { asked: Asked }) {
  const { say, now } = asked;
  const [open, over] = await asked.read(async (tx, communityId) => [
    await listInvites(tx, { communityId, is_open: true, now }, sorting),
    await listInvites(tx, { communityId, is_open: false, now }, sorting),
  ]);
  return (
    <>
      {open.rows.length === 0 && <p class="empty">{say('admin.invites.none')}</p>}
      <div class="cards wide">
        {open.rows.map((invite) => (
          <Invite {...{ asked, invite }} />
        ))}
      </div>
      {over.rows.length > 0 && <h2>{say('admin.invites.over')}</h2>}
      {over.rows.length > 0 && <Over {...{ asked, rows: over.rows }} />}
    </>
  );
}

function Over({ asked, rows }: { asked: Asked; rows: InviteRow[] }) {
  const { say } = asked;
  return (
    <PlainTable<InviteRow>
      rows={rows}
      caption={say('admin.invites.over')}
      empty=""
      columns={[
        { label: say('admin.invites.code'), cell: ({ code }) => <code>{code}</code> },
        { label: say('admin.invites.used'), kind: 'number', cell: ({ uses }) => uses },
        {
          label: say('admin.invites.why'),
          cell: ({ revoked_at, max_uses, uses }) => {
            if (revoked_at) return say('admin.invites.revoked');
            return say(
              max_uses !== null && uses >= max_uses ? 'admin.invites.usedUp' : 'admin.invites.expired',
            );
          },
        },
        { label: say('admin.invites.made'), cell: (row) => <When asked={asked} at={row.created_at} /> },
      ]}
    />
  );
}
