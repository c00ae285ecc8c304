import type { FC } from 'hono/jsx';
import type { ChannelTrouble } from '../../../db/admin/channels.ts';
import type { SmsBudget } from '../../../db/smsBudget.ts';
import { plainWords } from '../../../texts/words.ts';
import type { Asked } from '../asked.ts';
import { channelName } from '../channelName.ts';
import { type Fact, Facts } from '../facts.tsx';
import { shareWords } from '../measures.ts';
import { Meter } from '../meter.tsx';
import { When } from '../when.tsx';
import type { SeenChannel } from './page.tsx';
import { Templates } from './templates.tsx';

interface Props {
  asked: Asked;
  channel: SeenChannel;
}

/** One channel. */
export const ChannelCard: FC<Props> = ({ asked, channel }) => {
  const { working, troubles, budget } = channel;
  const { name } = working;
  return (
    <section class="card channel" aria-label={channelName(asked, name)}>
      <h2>
        {channelName(asked, name)} <StateMark {...{ asked, channel }} />
      </h2>
      <Facts facts={factsOf(asked, channel)} />
      {budget && <Budget {...{ asked, budget }} />}
      <Troubles {...{ asked, troubles }} />
      {name === 'whatsapp' && <Templates asked={asked} />}
      {name === 'whatsapp-web' && asked.may('whatsapp.pair') && (
        <p>
          <a class="button plain" href="/admin/whatsapp">
            {asked.say('admin.whatsapp.open')}
          </a>
        </p>
      )}
    </section>
  );
};

const looks = { on: 'good', starting: 'wait', paused: 'bad', elsewhere: '' } as const;

const StateMark: FC<Props> = ({ asked, channel: { working } }) => (
  <span class={`mark ${looks[working.state]}`}>{asked.say(`admin.channel.${working.state}`)}</span>
);

function factsOf(asked: Asked, { working, queue }: SeenChannel): Fact[] {
  const { say } = asked;
  const { pace, brokenSince } = working;
  return [
    [say('admin.channel.brokenSince'), brokenSince && <When asked={asked} at={brokenSince} />],
    [
      say('admin.channel.pace'),
      pace
        ? say('admin.channel.paceOf', {
            points: pace.rate.points,
            seconds: pace.rate.seconds,
            left: pace.left,
          })
        : say('admin.channel.noPace'),
    ],
    [say('admin.channel.waiting'), queue?.waiting ?? 0],
    [say('admin.channel.oldest'), queue?.oldestDue ? <When asked={asked} at={queue.oldestDue} /> : null],
  ];
}

/** Of the month, in the community's own calendar. */
const Budget: FC<{ asked: Asked; budget: SmsBudget }> = ({
  asked,
  budget: { month, budget, spent, price },
}) => {
  const { say } = asked;
  const money = price === null ? '' : ` (${((spent * price) / 1_000_000).toFixed(2)})`;
  if (budget === null) return <p>{say('admin.channel.noBudget', { month, spent, money })}</p>;
  return (
    <>
      <p>
        {say('admin.channel.budget', {
          month,
          spent,
          money,
          budget,
          share: shareWords(asked, spent, budget),
        })}
      </p>
      <Meter used={spent} of={budget} />
    </>
  );
};

const mostTroubles = 8;

const Troubles: FC<{ asked: Asked; troubles: ChannelTrouble[] }> = ({ asked, troubles }) => {
  const { say, deps, language } = asked;
  if (troubles.length === 0) return <p class="soft">{say('admin.channel.noTrouble')}</p>;
  return (
    <>
      <h3>{say('admin.channel.trouble')}</h3>
      <ul class="troubles">
        {troubles.slice(0, mostTroubles).map(({ providerCode: code, reason, count, lastAt }) => (
          <li>
            <strong>{count}</strong> {code && <code>{code}</code>}{' '}
            {plainWords(deps.workings.explain.reason(reason), language)}
            <span class="soft">
              {' · '}
              <When asked={asked} at={lastAt} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};
