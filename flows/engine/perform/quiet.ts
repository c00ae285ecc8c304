import { moveQuiet } from '../../../db/mutes.ts';
import { findPreferences, type Preferences, setQuietHours } from '../../../db/preferences.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { typedWord } from '../../../domain/manners.ts';
import { readNone } from '../../../domain/none.ts';
import { afterQuiet, type QuietHours, readQuietHours, shownTime } from '../../../domain/quietHours.ts';
import { text } from '../../../domain/text.ts';
import { cityName } from '../../../domain/timeZone.ts';
import { oneByOne, type Work } from './performer.ts';
import { told } from './telling.ts';

/** The hours without messages: said as `22-7`, ended with `none`, shown without words. */
export const quietSet = oneByOne<'quiet.set'>(
  async (work, { effect: { words }, who }): Promise<ToldEvent> => {
    const personId = who!.personId!;
    const word = typedWord('quiet', who!.channel);
    const { timeZone, quietFrom, quietTo } = await findPreferences(work.tx, personId);
    const now = quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo };
    if (words.trim() === '')
      return told(
        now ? text('quiet.state', { ...shown(now, timeZone), word }) : text('quiet.none', { word }),
      );
    if (readNone(words)) {
      await changeQuietHours(work, personId, null);
      return told(text('quiet.ended'));
    }
    const wanted = readQuietHours(words);
    if (!wanted) return told(text('quiet.how', { word }));
    await changeQuietHours(work, personId, wanted);
    return told(text('quiet.saved', shown(wanted, timeZone)));
  },
);

const shown = ({ from, to }: QuietHours, timeZone: string) => ({
  from: shownTime(from),
  to: shownTime(to),
  city: cityName(timeZone),
});

/** What waits for the end of the old hours waits for that of the new ones. */
export async function changeQuietHours(
  { tx, now }: Work,
  personId: string,
  quiet: QuietHours | null,
): Promise<void> {
  const { timeZone }: Preferences = await findPreferences(tx, personId);
  await setQuietHours(tx, personId, quiet);
  await moveQuiet(tx, personId, afterQuiet(quiet, now, timeZone));
}
