import { HTTPException } from 'hono/http-exception';
import type { FC } from 'hono/jsx';
import { type ChainedDelivery, findChain, findLetter, listParts } from '../../../db/admin/deliveries.ts';
import { type DeliveryRow, findDelivery } from '../../../db/api/deliveries.ts';
import { ActForm } from '../actForm.tsx';
import type { Asked } from '../asked.ts';
import { channelName } from '../channelName.ts';
import { type Fact, Facts } from '../facts.tsx';
import { idOf } from '../listing.ts';
import { Live } from '../live.tsx';
import { MemberLink } from '../memberLink.tsx';
import type { AdminPage, Part } from '../page.ts';
import { PlainTable } from '../plainTable.tsx';
import { When } from '../when.tsx';
import { DeliveryMark } from './mark.tsx';
import { History } from './timeline.tsx';
import { outcomeWords, planWords } from './words.ts';

const parts: Record<string, Part> = {
  delivery: { on: ['deliveries'], view: (asked) => <Delivery asked={asked} /> },
};

/** One delivery: what was decided and why, what happened to it, and what was tried instead. */
export const deliveryPage: AdminPage = {
  path: '/deliveries/:id',
  permission: 'delivery.see',
  title: 'admin.delivery.title',
  group: null,
  parts,
  view: (asked) => <Live asked={asked} parts={parts} name="delivery" />,
};

async function Delivery({ asked }: { asked: Asked }) {
  const { say } = asked;
  const { one, chain, sent, letter } = await found(asked);
  return (
    <>
      <section class="card">
        <Facts facts={factsOf(asked, one)} />
        {letter && asked.may('delivery.replay') && (
          <ActForm asked={asked} action="/dead-letters/replay" fields={{ number: letter.number }}>
            <button type="submit">{say('admin.letters.replay')}</button>
          </ActForm>
        )}
      </section>
      <h2>{say('admin.delivery.why')}</h2>
      <p>{sentence(outcomeWords(asked, one))}</p>
      {planWords(asked, one).map((words) => (
        <p>{words}</p>
      ))}
      <h2>{say('admin.delivery.history')}</h2>
      <History {...{ asked, one, sent }} />
      {chain.length > 1 && (
        <>
          <h2>{say('admin.delivery.chain')}</h2>
          <Chain {...{ asked, chain, id: one.id }} />
        </>
      )}
    </>
  );
}

async function found(asked: Asked) {
  const id = idOf(asked.params.id);
  const all = await asked.read(async (tx, communityId) => {
    const one = id ? await findDelivery(tx, { communityId, id }) : null;
    if (!one) return null;
    const which = { communityId, id: one.id };
    return {
      one,
      chain: await findChain(tx, which),
      sent: await listParts(tx, which),
      letter: await findLetter(tx, { ...which, now: asked.now }),
    };
  });
  if (!all) throw new HTTPException(404);
  return all;
}

const factsOf = (asked: Asked, one: DeliveryRow): Fact[] => {
  const { say } = asked;
  return [
    [say('admin.deliveries.to'), <MemberLink asked={asked} member={one.recipient} />],
    [say('admin.deliveries.channel'), one.channel ? channelName(asked, one.channel) : '–'],
    [say('admin.deliveries.kind'), say(`admin.delivery.kind.${one.kind}`)],
    [say('admin.column.status'), <DeliveryMark asked={asked} status={one.status} />],
    [say('admin.delivery.code'), one.provider_code ? <code>{one.provider_code}</code> : null],
    [say('admin.delivery.attempts'), one.attempts],
    [say('admin.delivery.segments'), one.segments],
    [
      say('admin.deliveries.message'),
      one.message_id ? (
        <a href={`/admin/deliveries?message=${one.message_id}`}>{say('admin.delivery.others')}</a>
      ) : null,
    ],
    [
      say('admin.delivery.inDigest'),
      one.digest_id ? (
        <a href={`/admin/deliveries/${one.digest_id}`}>{say('admin.delivery.digest')}</a>
      ) : null,
    ],
  ];
};

const sentence = (words: string) => `${words[0]!.toUpperCase()}${words.slice(1)}.`;

const Chain: FC<{ asked: Asked; chain: ChainedDelivery[]; id: string }> = ({ asked, chain, id }) => {
  const { say } = asked;
  return (
    <PlainTable<ChainedDelivery>
      caption={say('admin.delivery.chain')}
      empty="–"
      rows={chain}
      columns={[
        {
          label: say('admin.deliveries.when'),
          cell: (one) =>
            one.id === id ? (
              <strong>
                <When asked={asked} at={one.created_at} />
              </strong>
            ) : (
              <a href={`/admin/deliveries/${one.id}`}>
                <When asked={asked} at={one.created_at} />
              </a>
            ),
        },
        {
          label: say('admin.deliveries.channel'),
          cell: ({ channel }) => (channel ? channelName(asked, channel) : '–'),
        },
        {
          label: say('admin.column.status'),
          cell: ({ status }) => <DeliveryMark asked={asked} status={status} />,
        },
        {
          label: say('admin.delivery.code'),
          cell: ({ provider_code: code }) => (code ? <code>{code}</code> : '–'),
        },
      ]}
    />
  );
};
