import { listForumStandings } from '../../../db/admin/settings.ts';
import { findCommunity } from '../../../db/communities.ts';
import { findBudget } from '../../../db/smsBudget.ts';
import type { AdminPage } from '../page.ts';
import { changes } from './acts.ts';
import { BudgetCard } from './budget.tsx';
import { CommunityCard } from './community.tsx';
import { ForumsCard } from './forums.tsx';

/** What organizers change about their community, here as by the commands in chat. */
export const settings: AdminPage = {
  path: '/settings',
  permission: 'community.change',
  title: 'admin.settings.title',
  group: 'community',
  acts: changes,
  async view(asked) {
    const { now } = asked;
    const [community, budget, forums] = await asked.read(async (tx, communityId) =>
      Promise.all([
        findCommunity(tx, communityId),
        findBudget(tx, communityId, now),
        listForumStandings(tx, communityId),
      ]),
    );
    return (
      <div class="cards wide">
        <CommunityCard {...{ asked, community }} />
        <BudgetCard {...{ asked, budget }} />
        <ForumsCard {...{ asked, forums }} />
      </div>
    );
  },
};
