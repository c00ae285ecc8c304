import { expect, test } from 'vitest';
import { createApproval } from '../../../../db/approvals.ts';
import { Ledger } from '../../../../flows/engine/ledger.ts';
import { voteCast } from '../../../../flows/engine/perform/approval.ts';
import type { Call } from '../../../../flows/engine/perform/performer.ts';
import { newClass } from '../../../support/class.ts';
import { newWorld } from '../../../support/world.ts';

test.each([
  ['suspended', 'notAllowed'],
  ['left', 'notAllowed'],
  ['pending', 'notAllowed'],
  ['active', undefined],
])('a vote counts by where its voter stands in the commit that keeps it: %s', async (status, reason) => {
  const world = await newWorld();
  const now = world.clock.now();
  const { communityId, members } = await newClass(world, { members: { ana: 'pending', ben: status } });
  const { membershipId } = members.ana!;
  const place = { communityId, membershipId, now };
  await createApproval(world.sql, { ...place, id: world.newId(), conversationId: world.newId() });
  const [answer] = (await world.sql.begin((tx) =>
    voteCast({ ...world.deps, tx, now, ledger: new Ledger(now, world.newId) }, [
      {
        effect: { type: 'vote.cast', communityId, number: 1, verdict: 'approve', reason: '' },
        // As they were when they were read, a moment ago.
        who: { personId: members.ben!.personId },
        correlationId: 'test',
      } as Call<never>,
    ]),
  ))!;
  expect(answer?.reason).toBe(reason);
  expect(await world.sql`select * from votes`).toHaveLength(reason ? 0 : 1);
});
