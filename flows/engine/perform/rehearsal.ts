import { findPlace } from '../../../db/carried.ts';
import type { MediaRow } from '../../../db/media.ts';
import { findPreferences } from '../../../db/preferences.ts';
import { findReaders, type RecipientRow } from '../../../db/recipients.ts';
import { findBudget } from '../../../db/smsBudget.ts';
import { carriedPost, type Decided, decideAll } from '../../../delivery/decide.ts';
import type { Decision } from '../../../delivery/plan.ts';
import { segmentsLeft, takesTexts } from '../../../delivery/smsBudget.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { grouped } from '../../../domain/grouped.ts';
import { localTime } from '../../../domain/localTime.ts';
import { channelLabel } from '../../../domain/manners.ts';
import type { HeldFile } from '../../../domain/media.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { oneByOne } from './performer.ts';
import { told } from './telling.ts';
import { reasonForAuthor } from './whyWords.ts';

/** A number like those that the next messages get: it shows in texts, whose length it is part of. */
const likelyNumber = 1_000;

/** What would happen if this were posted now: planned as it would be, and nothing written. */
export const postRehearse = oneByOne<'post.rehearse'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { tx, now, countSegments, settings } = work;
  const personId = who!.personId!;
  const place = await findPlace(tx, { personId, forumId: effect.forumId });
  if (!place) return told(text('message.notMember'));
  const { communityId, ...written } = place;
  const concerning = { authorId: place.authorId, forumId: place.forumId, parentId: null };
  const readers = await findReaders(tx, { concerning, accounts: settings.accounts });
  if (readers.length === 0) return told(text('rehearse.nobody'));
  const { text: words, isUrgent, files = [] } = effect;
  const draft = {
    ...written,
    messageId: null,
    text: words,
    isUrgent,
    parent: null,
    files: files.map((file) => asReady(file, communityId)),
  };
  const budget = await findBudget(tx, communityId, now);
  const carriedTo = carriedPost(draft, countSegments);
  const decided = decideAll(readers, {
    carriedTo: (row) => carriedTo({ ...row, number: likelyNumber }),
    segmentsLeft: segmentsLeft(budget),
    now,
  });
  const { timeZone } = await findPreferences(tx, personId);
  const lines = linesOf(decided, (moment) => localTime(moment, timeZone, who!.language));
  const segments = { segments: decided.spent, left: segmentsLeft(budget) ?? 0, budget: budget.budget ?? 0 };
  return told(
    text('rehearse.head', { readers: readers.length, lines }),
    takesTexts(readers) && decided.spent > 0
      ? text(budget.budget === null ? 'rehearse.segments' : 'rehearse.segmentsOf', segments)
      : null,
  );
});

/** A file that is still being fetched, as if it had been: in a text message it is a line with a link. */
const asReady = ({ id, kind }: HeldFile, communityId: string): MediaRow => ({
  ...{ id, communityId, kind, status: 'ready', name: kind, mime: '', size: 0, storageKey: '' },
  ...{ sha256: Buffer.alloc(0), width: null, height: null },
});

/** A line for each channel and kind of moment, the many first. */
function linesOf({ each }: Decided<RecipientRow>, time: (moment: Date) => string): TextRef[] {
  const alike = grouped(
    each.map(({ decision }) => decision),
    (decision) =>
      decision.kind === 'skip'
        ? reasonForAuthor(decision.reason).key
        : `${decision.channel} ${decision.timeReason}`,
  );
  return [...alike.values()]
    .sort((one, other) => other.length - one.length)
    .map((group) => lineOf(group, time));
}

function lineOf(group: Decision[], time: (moment: Date) => string): TextRef {
  const [first] = group;
  const count = group.length;
  if (first!.kind === 'skip')
    return text('rehearse.skipped', { count, reason: reasonForAuthor(first!.reason) });
  const channel = channelLabel(first!.channel);
  const { timeReason } = first!;
  if (!timeReason || timeReason === 'answersYou') return text('rehearse.atOnce', { count, channel });
  const earliest = Math.min(...group.map((one) => Number(momentOf(one))));
  return text(`rehearse.${timeReason}`, { count, channel, time: time(new Date(earliest)) });
}

const momentOf = (decision: Decision): Date | null =>
  decision.kind === 'skip' ? null : decision.kind === 'digest' ? decision.digestAt : decision.notBefore;
