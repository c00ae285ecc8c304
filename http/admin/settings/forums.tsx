import type { FC } from 'hono/jsx';
import type { ForumStanding } from '../../../db/admin/settings.ts';
import type { Asked } from '../asked.ts';
import { Facts } from '../facts.tsx';
import { Setting } from './setting.tsx';

/** Which forums there are, and one more. */
export const ForumsCard: FC<{ asked: Asked; forums: ForumStanding[] }> = ({ asked, forums }) => {
  const { say } = asked;
  return (
    <section class="card">
      <h2>{say('admin.settings.forums')}</h2>
      <Facts
        facts={forums.map(({ name, members, groups }) => [
          <strong>{name}</strong>,
          <>
            {say('admin.settings.readers', { count: members })}
            {groups > 0 && ` · ${say('admin.settings.groups', { count: groups })}`}
          </>,
        ])}
      />
      <Setting
        {...{
          asked,
          what: 'forum',
          label: say('admin.settings.newForum'),
          button: say('admin.settings.make'),
        }}
        hint={say('admin.settings.forumHint')}
      >
        <input id="setting-forum" name="value" maxlength={60} required />
      </Setting>
    </section>
  );
};
