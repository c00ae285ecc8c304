import { countExports, createExport, findExportPlace } from '../../../db/exports.ts';
import { text } from '../../../domain/text.ts';
import { mergeFirst } from './mergeQuestion.ts';
import { oneByOne } from './performer.ts';
import { told } from './telling.ts';

const dayMs = 86_400_000;
/** Each is a walk through everything. */
const aDay = 3;

/** Notes who asked, and from where: what is gathered goes there and nowhere else. */
export const mydataAsk = oneByOne<'mydata.ask'>(async (work, { who, correlationId }) => {
  const { tx, now, newId } = work;
  const { personId, addressId } = who!;
  const place = personId && (await findExportPlace(tx, personId));
  if (!personId || !place) return told(text('mydata.nothing'));
  const first = await mergeFirst(work, personId);
  if (first) return first;
  const asked = await countExports(tx, personId, new Date(now.getTime() - dayMs));
  if (asked >= aDay) return told(text('mydata.tooMany', { count: aDay }));
  await createExport(tx, { id: newId(), personId, addressId, communityId: place, correlationId, now });
  return told(text('mydata.begun'));
});
