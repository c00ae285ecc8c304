import type { FC } from 'hono/jsx';
import type { Asked } from './asked.ts';
import { type AdminPage, type Group, groups } from './page.ts';

interface Props {
  asked: Asked;
  pages: AdminPage[];
  page: AdminPage | null;
}

/** The pages that somebody may see, under their headings. On a phone a button opens it, without script. */
export const Navigation: FC<Props> = ({ asked, pages, page }) => {
  const { account, say } = asked;
  return (
    <header class="side">
      <p class="brand">
        <img src="/admin/assets/icon.svg" alt="" width="32" height="32" />
        <span>
          <strong>{account.communityName}</strong>
          <small>Homeroom</small>
        </span>
      </p>
      <button type="button" class="open-menu" popovertarget="menu">
        {say('admin.menu')}
      </button>
      <div id="menu" popover="auto">
        <nav aria-label={say('admin.navigation')}>
          {groups.map((group) => (
            <GroupOf group={group} {...{ asked, pages, page }} />
          ))}
        </nav>
        <div class="who">
          <p>
            <span class="name">{account.name}</span>
            <small>{say(`admin.role.${account.role}`)}</small>
          </p>
          <form method="post" action="/admin/sign-out">
            <button type="submit" class="plain">
              {say('account.page.signOut')}
            </button>
          </form>
        </div>
      </div>
    </header>
  );
};

const GroupOf: FC<Props & { group: Group }> = ({ asked, pages, page, group }) => {
  const shown = pages.filter((one) => one.group === group && asked.may(one.permission));
  if (shown.length === 0) return null;
  return (
    <div class="group">
      <h2>{asked.say(`admin.group.${group}`)}</h2>
      <ul>
        {shown.map((one) => (
          <li>
            <a href={`/admin${one.path}`} aria-current={isWithin(page, one) ? 'page' : undefined}>
              {asked.say(one.title)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
};

/** A page that stands under another one is shown as that one. */
const isWithin = (page: AdminPage | null, one: AdminPage): boolean =>
  page === one || Boolean(page?.group === null && one.path && page.path.startsWith(`${one.path}/`));
