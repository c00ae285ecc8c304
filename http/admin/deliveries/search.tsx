import type { FC } from 'hono/jsx';
import type { DeliverySearch } from '../../../db/admin/deliveries.ts';
import { deliveryKinds, deliveryStatuses } from '../../../db/schema.ts';
import { firstIdOf } from '../../../domain/id.ts';
import { plainWords } from '../../../texts/words.ts';
import type { Asked } from '../asked.ts';
import { channelName } from '../channelName.ts';
import { dayOf, daysAsked, startOfDay } from '../days.ts';
import { ChoiceField, DayField, Filters, SearchField } from '../filters.tsx';
import { idOf, oneOf, searched } from '../listing.ts';

/** Why things wait, take another way, or fail: what organizers may look for. Whom somebody muted is not among it. */
const reasons = [
  ...['stopped', 'noAddress', 'deleted', 'loop', 'left', 'throttled', 'unreachable', 'uncertain', 'rejected'],
  ...['undelivered', 'windowClosed', 'silent', 'bounced', 'off', 'unproven', 'budget', 'suspended'],
] as const;

const channels = ['telegram', 'whatsapp', 'whatsapp-web', 'sms', 'email', 'web'] as const;

/** What of deliveries is looked for. */
export const Search: FC<{ asked: Asked }> = ({ asked }) => {
  const { say, deps, language, query } = asked;
  const any = say('admin.filter.all');
  const reasonWords = (one: string) => plainWords(deps.workings.explain.reason(one), language);
  return (
    <Filters asked={asked}>
      <SearchField asked={asked} label={say('admin.deliveries.name')} />
      <ChoiceField
        {...{ asked, any, name: 'status', label: say('admin.column.status') }}
        options={deliveryStatuses.map((one) => [one, say(`admin.delivery.status.${one}`)])}
      />
      <ChoiceField
        {...{ asked, any, name: 'channel', label: say('admin.deliveries.channel') }}
        options={channels.map((one) => [one, nameOf(asked, one)])}
      />
      <ChoiceField
        {...{ asked, any, name: 'kind', label: say('admin.deliveries.kind') }}
        options={deliveryKinds.map((one) => [one, say(`admin.delivery.kind.${one}`)])}
      />
      <ChoiceField
        {...{ asked, any, name: 'reason', label: say('admin.deliveries.reason') }}
        options={reasons.map((one) => [one, reasonWords(one)])}
      />
      <label>
        {say('admin.deliveries.message')}
        <input name="message" value={query.get('message') ?? ''} maxlength={36} spellcheck={false} />
      </label>
      <DayField asked={asked} name="from" label={say('admin.filter.from')} />
      <DayField asked={asked} name="to" label={say('admin.filter.to')} />
    </Filters>
  );
};

/** Both WhatsApps are called the same to members, who never see the two of them together. */
const nameOf = (asked: Asked, channel: string) =>
  channel === 'whatsapp-web' ? asked.say('admin.whatsapp.title') : channelName(asked, channel);

/** A search that says no day is of this many: what one looks for is rarely older, and the database holds millions. */
export const usualDays = 7;
const dayMs = 86_400_000;

/**
 * What an address asks for. A message says when it was written by its id, so that no days are needed beside it; what is no
 * message's id finds nothing.
 */
export function searchOf(asked: Asked): DeliverySearch {
  const { query, account, now } = asked;
  const message = query.get('message')?.trim();
  const { to, fromId, beforeId } = daysAsked(asked);
  const last = to && to < now ? to : now;
  const usual = startOfDay(new Date(last.getTime() - usualDays * dayMs), account.timeZone);
  return {
    status: oneOf(asked, 'status', deliveryStatuses),
    kind: oneOf(asked, 'kind', deliveryKinds),
    channel: oneOf(asked, 'channel', channels),
    reason: oneOf(asked, 'reason', reasons),
    messageId: message ? (idOf(message) ?? nobodys) : undefined,
    personId: idOf(query.get('person')),
    to: searched(asked),
    fromId: message ? undefined : (fromId ?? firstIdOf(usual)),
    beforeId,
  };
}

/** Whether nobody said of which days it is. */
export const isOfUsualDays = ({ query, account }: Asked): boolean =>
  !query.get('message')?.trim() && !dayOf(query.get('from'), account.timeZone);

const nobodys = '00000000-0000-0000-0000-000000000000';
