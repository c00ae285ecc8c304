import { findMirror, findSpeaker } from '../../db/mirrors.ts';
import { findReach } from '../../db/reach.ts';
import type { Inbound } from '../../domain/channel.ts';
import type { Held } from './admit.ts';
import type { EngineDeps } from './context.ts';
import type { Place } from './hearing.ts';
import { heldWords } from './heldWords.ts';
import { notify } from './perform/common.ts';

/** A member who wrote too much in a mirrored group hears of it on their own channel: the group is not for the bot's talk. */
export async function tellApart(
  deps: EngineDeps,
  { tx, now, turn, ledger }: Place,
  { inbound, held }: { inbound: Inbound; held: Held },
): Promise<void> {
  const { channel, account, from } = inbound;
  const mirror = await findMirror(tx, turn.situation!.who.addressId);
  const hash = deps.vault.hashIdentifier(channel, account, from);
  const speaker = mirror && (await findSpeaker(tx, { channel, account, hash }));
  const place = speaker?.places.find(
    ({ communityId, status }) => communityId === mirror!.communityId && status === 'active',
  );
  if (!place) return;
  const [reach] = await findReach(tx, [place.membershipId], deps.settings.accounts);
  const work = { ...deps, tx, now, ledger, correlationId: turn.correlationId };
  if (reach) notify(work, reach, { parts: [heldWords(held)] });
}
