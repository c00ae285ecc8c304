import { HTTPException } from 'hono/http-exception';
import type { FC } from 'hono/jsx';
import { countConversations, listConversations } from '../../../db/admin/conversations.ts';
import type { Flow } from '../../../domain/flow.ts';
import type { Asked } from '../asked.ts';
import { Live } from '../live.tsx';
import type { AdminPage, Part } from '../page.ts';
import { Drawing, type StateCount } from '../statechart/drawing.tsx';
import { statechartOf } from '../statechart/ofFlow.ts';
import { StateTable, TransitionTable } from '../statechart/tables.tsx';
import { spaced } from '../statechart/words.ts';
import { countsByState } from './counted.ts';
import { ConversationTable } from './latest.tsx';
import { since } from './since.ts';

const parts: Record<string, Part> = {
  chart: { on: ['deliveries'], view: (asked) => <Chart asked={asked} /> },
};

/** One flow as its statechart, with how many are where, and where they were left. */
export const flowPage: AdminPage = {
  path: '/conversations/flows/:flow',
  permission: 'conversation.see',
  title: 'admin.conversations.flowTitle',
  group: null,
  parts,
  view: (asked) => {
    const { name, commands } = flowOf(asked);
    return (
      <>
        <p class="lead">
          <strong>{spaced(name)}</strong>{' '}
          <span class="soft">{commands.map(({ words }) => `/${words[0]}`).join(' ')}</span>
        </p>
        <Live asked={asked} parts={parts} name="chart" />
      </>
    );
  },
};

function flowOf({ deps, params }: Asked): Flow {
  const flow = deps.workings.flows.find(({ name }) => name === params.flow);
  if (!flow) throw new HTTPException(404);
  return flow;
}

const mostShown = 10;

async function Chart({ asked }: { asked: Asked }) {
  const { say } = asked;
  const flow = flowOf(asked);
  const [counts, latest] = await asked.read(async (tx, communityId) => [
    await countConversations(tx, { communityId, since: since(asked) }),
    await listConversations(tx, { communityId, filter: { flow: flow.name }, limit: mostShown }),
  ]);
  const byState = countsByState(counts, flow.name);
  const { chart } = statechartOf(flow.machine);
  return (
    <>
      <Picture {...{ asked, flow, byState }} />
      <details class="in-words" open>
        <summary>
          <h2>{say('admin.chart.states')}</h2>
        </summary>
        <StateTable {...{ asked, chart, counts: byState }} />
      </details>
      <details class="in-words">
        <summary>
          <h2>{say('admin.chart.transitions')}</h2>
        </summary>
        <TransitionTable {...{ asked, chart }} />
      </details>
      <h2>{say('admin.conversations.latest')}</h2>
      <ConversationTable asked={asked} rows={latest} />
    </>
  );
}

/** As wide as it is: on a phone it is moved with a finger, and by keys where it has the focus. */
const Picture: FC<{ asked: Asked; flow: Flow; byState: Map<string, StateCount> }> = (props) => {
  const { asked, flow, byState } = props;
  const { say } = asked;
  const name = spaced(flow.name);
  return (
    <section class="statechart-view" tabindex={0} aria-label={say('admin.chart.region', { flow: name })}>
      <Drawing
        placed={statechartOf(flow.machine).placed}
        counts={byState}
        title={say('admin.chart.title', { flow: name })}
        description={say('admin.chart.about')}
        anywhere={say('admin.chart.anywhere')}
        here={(count) => say('admin.chart.here', { count })}
        left={(count) => say('admin.chart.left', { count })}
        ended={(count) => say('admin.chart.ended', { count })}
      />
    </section>
  );
};
