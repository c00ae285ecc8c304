import type { Tx } from '../client.ts';

/**
 * What of a member somebody may see who looks at them: of a membership `m` and its person `p`. The one place that asks for
 * somebody's privacy; `test/db/shown.test.ts` finds every statement that goes past it.
 * @param viewer the membership with which they look
 */
export function shownClass(tx: Tx, viewer: string) {
  const isShown = tx`is_shown(p.privacy_profile, p.id, (select person_id from memberships where id = ${viewer}))`;
  return {
    year: tx`case when ${isShown} then m.graduating_year end`,
    section: tx`case when ${isShown} then m.section end`,
  };
}
