import { act, didSomething } from '../acting.ts';
import type { Acting } from '../asked.ts';
import type { PageAct, Told } from '../page.ts';

/** What is typed may have control characters and lines; the commands in chat take one line. */
const typed = ({ fields }: Acting) => (fields.value ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);

/** What follows the command's word, for each thing that can be set. */
const community = (what: 'name' | 'language' | 'time' | 'vouches'): PageAct => ({
  path: `/${what}`,
  permission: 'community.change',
  perform: (asked) => act(asked, { flow: 'community', argument: `${what} ${typed(asked)}` }, didSomething),
});

const budget: PageAct = {
  path: '/budget',
  permission: 'budget.manage',
  perform: (asked) =>
    act(asked, { flow: 'budget', argument: typed(asked) || 'none' }, saidOf('budget.saved', 'budget.lifted')),
};

const forum: PageAct = {
  path: '/forum',
  permission: 'forum.make',
  perform(asked): Promise<Told> {
    // Without a name the command would tell which forums there are.
    return act(asked, { flow: 'forum', argument: typed(asked) || '-' }, saidOf('forum.made'));
  },
};

/** Whether the bot would say one of these, of commands that tell no other way what they did. */
const saidOf =
  (...keys: string[]) =>
  ({ texts }: { texts: { key: string }[] }): boolean =>
    texts.some(({ key }) => keys.includes(key));

export const changes: PageAct[] = [
  ...(['name', 'language', 'time', 'vouches'] as const).map(community),
  budget,
  forum,
];
