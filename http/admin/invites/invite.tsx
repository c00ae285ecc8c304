import type { FC } from 'hono/jsx';
import type { InviteRow } from '../../../db/api/invites.ts';
import { ActForm } from '../actForm.tsx';
import type { Asked } from '../asked.ts';
import { Qr } from '../qr.tsx';
import { When } from '../when.tsx';
import { waysOf } from './ways.ts';

/** One open invite: how it is used, by which ways, and how it can be limited or taken back. */
export const Invite: FC<{ asked: Asked; invite: InviteRow }> = ({ asked, invite }) => {
  const { say } = asked;
  const { id, code, uses, max_uses: max } = invite;
  return (
    <section class="card invite" aria-labelledby={`invite-${id}`}>
      <h2 id={`invite-${id}`}>
        <code>{code}</code>
      </h2>
      <p class="soft">
        {max === null ? say('invite.used', { uses, end: '' }) : say('invite.usedOf', { uses, max, end: '' })}{' '}
        {invite.expires_at && (
          <>
            {say('admin.invites.until')} <When asked={asked} at={invite.expires_at} />
          </>
        )}
      </p>
      {waysOf(asked, code).map(({ name, words, scans }, index) => (
        <details class="way" open={index === 0} name={`ways-${id}`}>
          <summary>{name}</summary>
          <div class="way-in">
            <Qr content={scans} label={say('admin.invites.qr', { channel: name, code })} />
            <p>{words}</p>
          </div>
        </details>
      ))}
      <details class="way">
        <summary>{say('admin.invites.limit')}</summary>
        <ActForm asked={asked} action="/invites/limit" fields={{ id }} class="fields">
          <label>
            {say('admin.invites.uses')}
            <input
              name="uses"
              type="number"
              min="1"
              max="10000"
              value={max ?? ''}
              placeholder={say('admin.invites.any')}
            />
          </label>
          <label>
            {say('admin.invites.days')}
            <input name="days" type="number" min="1" max="365" placeholder={say('admin.invites.noEnd')} />
          </label>
          <button type="submit" class="plain">
            {say('admin.invites.limitIt')}
          </button>
        </ActForm>
      </details>
      <ActForm asked={asked} action="/invites/revoke" fields={{ id }}>
        <button type="submit" class="small plain" aria-label={say('admin.invites.revokeWhich', { code })}>
          {say('admin.invites.revoke')}
        </button>
      </ActForm>
    </section>
  );
};
