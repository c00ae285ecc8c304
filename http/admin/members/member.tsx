import type { FC } from 'hono/jsx';
import type { MemberDetails } from '../../../db/admin/member.ts';
import { channelLabel } from '../../../domain/manners.ts';
import { plainWords } from '../../../texts/words.ts';
import { ActForm } from '../actForm.tsx';
import type { Asked } from '../asked.ts';
import { classWords } from '../classWords.ts';
import { type Fact, Facts } from '../facts.tsx';
import { Live } from '../live.tsx';
import type { AdminPage, Part } from '../page.ts';
import { When } from '../when.tsx';
import { change, changes, isPossible, member } from './changes.tsx';
import { StatusMark } from './statusMark.tsx';

const parts: Record<string, Part> = {
  member: { on: ['members', 'approvals'], view: (asked) => <Whole asked={asked} /> },
};

/** One member: how they stand, how they are reached, and what can be made of them. */
export const memberPage: AdminPage = {
  path: '/members/:id',
  permission: 'member.change',
  title: 'admin.member.title',
  group: null,
  parts,
  acts: changes.map(change),
  view: (asked) => (
    <>
      <p>
        <a href="/admin/members">← {asked.say('admin.member.back')}</a>
      </p>
      <Live asked={asked} parts={parts} name="member" />
    </>
  ),
};

const Whole: FC<{ asked: Asked }> = async ({ asked }) => {
  const found = await member(asked);
  return (
    <div class="cards">
      <Standing asked={asked} member={found} />
      <Acts asked={asked} member={found} />
    </div>
  );
};

const frequencies = { 'at once': 'atOnce', daily: 'daily', weekly: 'weekly' } as const;

const Standing: FC<{ asked: Asked; member: MemberDetails }> = ({ asked, member: one }) => {
  const { say, language } = asked;
  const channels = [one.preferred_channel, ...one.fallback_channels];
  const facts: Fact[] = [
    [say('admin.column.status'), <StatusMark asked={asked} status={one.status} />],
    [say('admin.member.since'), <When asked={asked} at={one.status_since} />],
    [say('admin.column.role'), say(`admin.role.${one.role}`)],
    [say('admin.column.class'), classWords(one)],
    [say('admin.member.number'), one.number],
    [say('admin.members.joined'), <When asked={asked} at={one.joined_at} />],
    [
      say('admin.member.prefers'),
      channels.map((channel) => plainWords(channelLabel(channel), language)).join(', '),
    ],
    [say('admin.member.rhythm'), say(`admin.member.frequency.${frequencies[one.frequency]}`)],
    [
      say('admin.member.written'),
      <>
        {one.message_count}
        {one.message_count > 0 && (
          <>
            {' · '}
            <a href={`/admin/messages?author=${one.id}`}>{say('admin.member.see')}</a>
          </>
        )}
      </>,
    ],
  ];
  return (
    <section class="card">
      <h2>{one.full_name}</h2>
      <Facts facts={facts} />
      {asked.may('audit.see') && (
        <p>
          <a href={`/admin/audit?subject=${one.id}`}>{say('admin.member.history')}</a>
        </p>
      )}
    </section>
  );
};

const Acts: FC<{ asked: Asked; member: MemberDetails }> = ({ asked, member: one }) => {
  const { say } = asked;
  const possible = changes.filter((what) => isPossible(asked, what, one));
  return (
    <section class="card">
      <h2>{say('admin.member.can')}</h2>
      {one.open_request !== null && (
        <p>
          <a href="/admin/approvals">{say('admin.member.waits', { number: one.open_request })}</a>
        </p>
      )}
      {possible.length === 0 && one.open_request === null && (
        <p class="soft">{say('admin.member.nothing')}</p>
      )}
      <div class="stack">
        {possible.map((what) => (
          <ActForm asked={asked} action={`/members/${one.id}/${what}`}>
            <button type="submit" class="plain">
              {say(`admin.member.do.${what}`)}
            </button>
          </ActForm>
        ))}
      </div>
    </section>
  );
};
