import { HTTPException } from 'hono/http-exception';
import { findInvite } from '../../../db/api/invites.ts';
import { act, didSomething } from '../acting.ts';
import type { Acting } from '../asked.ts';
import { idOf } from '../listing.ts';
import type { PageAct } from '../page.ts';

/** As the commands in chat read them: for nothing filled in no limit. */
const count = (typed: string | undefined) => (typed ?? '').trim().slice(0, 20);

export const make: PageAct = {
  path: '/make',
  permission: 'invite.manage',
  perform: (asked) => act(asked, { flow: 'invite', argument: usesOf(asked.fields.uses) }, didSomething),
};

/** The command understands more than numbers: what is none is one that it refuses. */
function usesOf(typed: string | undefined): string {
  const uses = count(typed);
  if (uses === '') return 'new';
  return /^\d{1,6}$/.test(uses) ? uses : '0';
}

/** How often and how long it may be used. */
export const limit: PageAct = {
  path: '/limit',
  permission: 'invite.manage',
  async perform(asked) {
    const { code } = await invite(asked);
    const answers = [
      { state: 'askingUses', answer: count(asked.fields.uses) || '0' },
      { state: 'askingDays', answer: count(asked.fields.days) || '0' },
    ];
    return act(asked, { flow: 'invite', argument: `limit ${code}`, answers }, didSomething);
  },
};

export const revoke: PageAct = {
  path: '/revoke',
  permission: 'invite.manage',
  async confirm(asked) {
    const { code } = await invite(asked);
    return {
      question: asked.say('admin.invites.askRevoke', { code }),
      yes: asked.say('admin.invites.revoke'),
    };
  },
  async perform(asked) {
    const { code } = await invite(asked);
    return act(asked, { flow: 'invite', argument: `revoke ${code}` }, didSomething);
  },
};

/** @throws {HTTPException} for an invite of another community, or none */
async function invite(asked: Acting) {
  const id = idOf(asked.fields.id);
  const { now } = asked;
  const found = id && (await asked.read((tx, communityId) => findInvite(tx, { communityId, id, now })));
  if (!found) throw new HTTPException(404);
  return found;
}
