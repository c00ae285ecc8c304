import { findRecipients, type RecipientRow } from '../../../db/recipients.ts';
import { findBudget } from '../../../db/smsBudget.ts';
import { decideAll, needsConsent, plannedAs } from '../../../delivery/decide.ts';
import type { Carried } from '../../../delivery/plan.ts';
import { segmentsLeft } from '../../../delivery/smsBudget.ts';
import { contentAsText } from '../../../delivery/smsCost.ts';
import { type Content, laneOf } from '../../../domain/content.ts';
import type { EffectOf } from '../../../domain/effects.ts';
import { contentOf } from './content.ts';
import type { Call, Work } from './performer.ts';

/** Asks members something as they want to be asked: not at night, and with a digest those who read digests. */
export async function request(work: Work, calls: Call<EffectOf<'members.tell'>>[]): Promise<void> {
  const membershipIds = [...new Set(calls.flatMap(({ effect }) => effect.membershipIds))];
  if (membershipIds.length === 0) return;
  const rows = await findRecipients(work.tx, {
    membershipIds,
    concerning: { authorId: null, forumId: null, parentId: null },
    accounts: work.settings.accounts,
  });
  const rowOf = new Map(rows.map((row) => [row.membershipId, row]));
  for (const { effect, correlationId } of calls) {
    const asked = effect.membershipIds
      .flatMap((id) => rowOf.get(id) ?? [])
      .filter(({ status }) => !effect.onlyActive || status === 'active');
    await ask({ ...work, correlationId }, asked, effect);
  }
}

/** All of one call belong to one community. */
async function ask(work: Work, rows: RecipientRow[], effect: EffectOf<'members.tell'>): Promise<void> {
  const { tx, now, newId, ledger, countSegments, correlationId } = work;
  if (rows.length === 0) return;
  const { communityId } = rows[0]!;
  const content: Content = { ...contentOf(effect, communityId), isRequest: true };
  const budget = await findBudget(tx, communityId, now);
  const { each, spent } = decideAll(rows, {
    carriedTo: (row) => requested(row, content, countSegments),
    segmentsLeft: segmentsLeft({ ...budget, spent: budget.spent + ledger.spentBy(communityId) }),
    now,
  });
  ledger.spend(communityId, spent);
  for (const { row, decision } of each) {
    ledger.deliver({
      ...{ id: newId(), kind: 'notice', lane: laneOf('notice'), personId: row.personId, communityId },
      ...{ messageId: null, changesId: null, content, correlationId: correlationId ?? null },
      ...plannedAs(decision, now),
    });
  }
}

const requested = (row: RecipientRow, content: Content, count: Work['countSegments']): Carried => ({
  kind: 'request',
  isUrgent: false,
  authorId: null,
  forumId: null,
  answersActAt: null,
  segments: () => count(contentAsText(content, { ...row, needsConsent: needsConsent(row) })),
});
