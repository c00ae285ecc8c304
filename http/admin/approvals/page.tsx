import { Live } from '../live.tsx';
import type { AdminPage, Part } from '../page.ts';
import { decide } from './decide.tsx';
import { Decided } from './decided.tsx';
import { Waiting } from './waiting.tsx';

const parts: Record<string, Part> = {
  waiting: { on: ['approvals', 'members'], view: (asked) => <Waiting asked={asked} /> },
};

/** Who asks to come in: each is let in or not by one key; and what became of the others. */
export const approvals: AdminPage = {
  path: '/approvals',
  permission: 'approval.see',
  title: 'admin.approvals.title',
  group: 'people',
  parts,
  acts: [decide('approve'), decide('reject')],
  view: (asked) => (
    <>
      <p class="hint">
        {asked.say(asked.may('approval.decide') ? 'admin.approvals.decide' : 'admin.approvals.vouch')}
        <span class="of-keys"> {asked.say('admin.approvals.keys')}</span>
      </p>
      <Live asked={asked} parts={parts} name="waiting" />
      {asked.may('approval.decide') && <Decided asked={asked} />}
    </>
  ),
};
