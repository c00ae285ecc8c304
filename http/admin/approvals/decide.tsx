import { HTTPException } from 'hono/http-exception';
import { findApproval } from '../../../db/api/approvals.ts';
import { act, endedIn } from '../acting.ts';
import type { Acting } from '../asked.ts';
import { numberOf } from '../listing.ts';
import type { PageAct } from '../page.ts';
import { ReasonField } from '../reason.tsx';

/** Says whether one knows an applicant; an organizer's word decides. Only a no is asked about again, and may have a reason. */
export const decide = (verdict: 'approve' | 'reject'): PageAct => ({
  path: `/${verdict}`,
  permission: 'approval.vote',
  async confirm(asked) {
    const { applicant } = await request(asked);
    if (verdict === 'approve') return null;
    return {
      question: asked.say('admin.approvals.askReject', { name: applicant.full_name }),
      yes: asked.say('admin.approvals.reject'),
      children: <ReasonField asked={asked} hint="admin.approvals.reason" />,
    };
  },
  async perform(asked) {
    const { number } = await request(asked);
    const argument = asked.fields.reason?.trim().slice(0, 500);
    const wanted = { flow: 'vote', act: verdict, number, ...(argument && { argument }) };
    return act(asked, wanted, endedIn('counted', 'overruled'));
  },
});

/** @throws {HTTPException} for a number of another community, or of nobody */
async function request(asked: Acting) {
  const number = numberOf(asked.fields.number);
  const found = number && (await asked.read((tx, communityId) => findApproval(tx, { communityId, number })));
  if (!found) throw new HTTPException(404);
  return found;
}
