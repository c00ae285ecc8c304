import { type DeadLetterRow, listDeadLetters } from '../../../db/api/deadLetters.ts';
import { numberDeadLetters } from '../../../db/deadLetters.ts';
import { ActForm } from '../actForm.tsx';
import type { Asked } from '../asked.ts';
import { channelName } from '../channelName.ts';
import { outcomeWords } from '../deliveries/words.ts';
import { pageAsked } from '../listing.ts';
import { Live } from '../live.tsx';
import { MemberLink } from '../memberLink.tsx';
import type { AdminPage, Part } from '../page.ts';
import type { Column } from '../plainTable.tsx';
import { Table } from '../table.tsx';
import { When } from '../when.tsx';
import { replay, replayAll } from './replay.ts';

const parts: Record<string, Part> = {
  letters: { on: ['deliveries'], view: (asked) => <List asked={asked} /> },
};

/** What could not be delivered and nobody tries again by themselves, to be sent again. */
export const deadLetters: AdminPage = {
  path: '/dead-letters',
  permission: 'delivery.see',
  title: 'admin.letters.title',
  group: 'sending',
  parts,
  acts: [replay, replayAll],
  view: (asked) => (
    <>
      <p class="hint">{asked.say('admin.letters.about')}</p>
      <Live asked={asked} parts={parts} name="letters" />
    </>
  ),
};

async function List({ asked }: { asked: Asked }) {
  const { say, deps, account, now } = asked;
  const { communityId } = account;
  const sorting = pageAsked(asked, { sorts: ['number', 'created_at'], order: 'desc' });
  // Numbers are given where somebody looks, as by /failures.
  await deps.sql.begin((tx) => numberDeadLetters(tx, communityId, now));
  const page = await asked.read((tx) => listDeadLetters(tx, { communityId, now }, sorting));
  return (
    <>
      <Table<DeadLetterRow>
        {...{ asked, page, sorting }}
        caption={say('admin.letters.title')}
        empty={say('admin.letters.none')}
        columns={columns(asked)}
        idOf={({ delivery_id }) => delivery_id}
      />
      {page.total > 1 && asked.may('delivery.replay') && (
        <ActForm asked={asked} action="/dead-letters/replay-all" class="after">
          <button type="submit" class="plain">
            {say('admin.letters.replayAll', { count: page.total })}
          </button>
        </ActForm>
      )}
    </>
  );
}

const columns = (asked: Asked): Column<DeadLetterRow>[] => {
  const { say } = asked;
  return [
    {
      label: say('admin.letters.number'),
      sort: 'number',
      cell: (one) => <a href={`/admin/deliveries/${one.delivery_id}`}>{one.number}</a>,
    },
    { label: say('admin.deliveries.to'), cell: (one) => <MemberLink asked={asked} member={one.recipient} /> },
    {
      label: say('admin.deliveries.channel'),
      cell: ({ channel }) => (channel ? channelName(asked, channel) : '–'),
    },
    { label: say('admin.deliveries.kind'), cell: ({ kind }) => say(`admin.delivery.kind.${kind}`) },
    {
      label: say('admin.deliveries.why'),
      kind: 'wide',
      cell: (one) =>
        outcomeWords(asked, { ...one, time_reason: null, not_before: one.created_at, attempts: 1 }),
    },
    {
      label: say('admin.deliveries.when'),
      sort: 'created_at',
      cell: ({ created_at }) => <When asked={asked} at={created_at} />,
    },
    {
      label: say('admin.letters.replay'),
      kind: 'acts',
      cell: (one) => <Replay asked={asked} letter={one} />,
    },
  ];
};

const Replay = ({ asked, letter }: { asked: Asked; letter: DeadLetterRow }) =>
  asked.may('delivery.replay') ? (
    <ActForm asked={asked} action="/dead-letters/replay" fields={{ number: letter.number }}>
      <button
        type="submit"
        class="small plain"
        aria-label={asked.say('admin.letters.replayWhich', {
          number: letter.number,
          name: letter.recipient?.full_name ?? '–',
        })}
      >
        {asked.say('admin.letters.replay')}
      </button>
    </ActForm>
  ) : null;
