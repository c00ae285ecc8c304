import { recordAct } from '../../db/audit.ts';
import {
  closeMirror,
  findForumNamed,
  findMirror,
  moveMirrors,
  openMirror,
  type Speaker,
} from '../../db/mirrors.ts';
import { findOrCreatePhone } from '../../db/phones.ts';
import type { Inbound } from '../../domain/channel.ts';
import { mayAs } from '../../domain/permissions.ts';
import { text } from '../../domain/text.ts';
import type { EngineDeps } from './context.ts';
import type { Place } from './hearing.ts';
import { newAddress } from './newAddress.ts';

/** What follows `/mirror`, which apps that know the bot write as `/mirror@its_name`; null for anything else. */
export function steeringOf(typed: string): string | null {
  const found = /^\/(?:mirror|espejo)(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(typed.trim());
  return found ? (found[1] ?? '').trim() : null;
}

/** Ties this group to a forum, or unties it; only an organizer may, and of what another class tied only one of theirs. */
export async function steerMirror(
  deps: EngineDeps,
  { tx, now, turn }: Place,
  { speaker, wish }: { speaker: Speaker | null; wish: string },
): Promise<string> {
  const { addressId, channel } = turn.situation!.who;
  const organized = (speaker?.places ?? []).filter((one) => mayAs(one, 'group.mirror'));
  const place =
    organized.find(({ communityId }) => communityId === speaker?.currentCommunityId) ?? organized[0];
  const tied = await findMirror(tx, addressId);
  const isTheirs = !tied || organized.some(({ communityId }) => communityId === tied.communityId);
  if (!place || !isTheirs) {
    turn.say(text('mirror.onlyOrganizers'));
    return 'notAllowed';
  }
  const { communityId, membershipId } = place;
  const note = (act: string) =>
    recordAct(tx, { id: deps.newId(), communityId, actorId: membershipId, act, subjectId: addressId, now });
  if (/^(off|no|stop|quitar)$/i.test(wish)) {
    const wasTied = await closeMirror(tx, addressId, now);
    if (wasTied) await note('mirror.ended');
    turn.say(text(wasTied ? 'mirror.ended' : 'mirror.none'));
    return 'mirror';
  }
  const forum = await findForumNamed(tx, { communityId, name: wish });
  if (!forum) {
    turn.say(text('mirror.noForum', { forum: wish }));
    return 'mirror';
  }
  await openMirror(tx, {
    id: deps.newId(),
    communityId,
    forumId: forum.id,
    addressId,
    createdById: membershipId,
    now,
  });
  await note('mirror.made');
  turn.say(text('mirror.made', { forum: forum.name }));
  if (deps.settings.readsGroups(channel) === false) turn.say(text('mirror.privacy'));
  return 'mirror';
}

/** The group became another one: what it was tied to goes with it, and what is still on its way to it. */
export async function moveMirror(
  deps: EngineDeps,
  { tx, now, turn }: Place,
  inbound: Inbound,
  to: string,
): Promise<string> {
  const hash = deps.vault.hashIdentifier(inbound.channel, inbound.account, to);
  const address = newAddress(deps, { inbound: { ...inbound, group: { id: to } }, hash });
  const moved = await findOrCreatePhone(tx, address, now);
  await moveMirrors(tx, { from: turn.situation!.who.addressId, to: moved, now });
  return 'moved';
}
