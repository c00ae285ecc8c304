import type { FC } from 'hono/jsx';
import type { SentPart } from '../../../db/admin/deliveries.ts';
import type { DeliveryRow } from '../../../db/api/deliveries.ts';
import type { Asked } from '../asked.ts';
import { When } from '../when.tsx';

interface Moment {
  at: Date;
  words: string;
}

/**
 * What happened to a delivery, in order. Of attempts the number and the last one's moment are kept: a row for each would
 * double what sending writes.
 */
export const History: FC<{ asked: Asked; one: DeliveryRow; sent: SentPart[] }> = ({ asked, one, sent }) => (
  <ol class="steps">
    {momentsOf(asked, one, sent).map(({ at, words }) => (
      <li>
        <When asked={asked} at={at} />
        <p>{words}</p>
      </li>
    ))}
  </ol>
);

function momentsOf({ say, now }: Asked, one: DeliveryRow, sent: SentPart[]): Moment[] {
  const { attempts: count } = one;
  const isOpen = one.status === 'held' || one.status === 'queued';
  const moments: [Date | null, string][] = [
    [one.created_at, say('admin.delivery.planned')],
    [one.attempted_at, say(count > 1 ? 'admin.delivery.tried' : 'admin.delivery.triedOnce', { count })],
    [one.sent_at, say(one.is_repeated ? 'admin.delivery.sentTwice' : 'admin.delivery.sent')],
    ...sent
      .filter(() => sent.length > 1)
      .map((part): [Date, string] => [
        part.created_at,
        say(part.status ? `admin.delivery.part.${part.status}` : 'admin.delivery.part.sent', {
          part: part.part + 1,
        }),
      ]),
    [one.delivered_at, say('admin.delivery.arrived')],
    [isOpen && one.not_before > now ? one.not_before : null, say('admin.delivery.goesOn')],
  ];
  return moments
    .flatMap(([at, words]) => (at ? [{ at, words }] : []))
    .sort((earlier, later) => earlier.at.getTime() - later.at.getTime());
}
