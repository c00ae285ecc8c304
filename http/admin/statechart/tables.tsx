import type { FC } from 'hono/jsx';
import type { Asked } from '../asked.ts';
import { PlainTable } from '../plainTable.tsx';
import type { Chart, ChartState, ChartTransition } from './chart.ts';
import type { StateCount } from './drawing.tsx';
import { spaced } from './words.ts';

interface Props {
  asked: Asked;
  chart: Chart;
}

type Row = Pick<ChartState, 'id' | 'kind'> & StateCount;

/** The states in words, with their counts: what the picture shows, for those who do not see it, or not well. */
export const StateTable: FC<Props & { counts: ReadonlyMap<string, StateCount> }> = (props) => {
  const { asked, chart, counts } = props;
  const { say } = asked;
  const drawn = chart.states.filter(({ kind }) => kind !== 'begin' && kind !== 'anywhere');
  const rows: Row[] = [
    ...drawn.map(({ id, kind }) => ({ id, kind, ...(counts.get(id) ?? none) })),
    ...[...counts]
      .filter(([id]) => !drawn.some((state) => state.id === id))
      .map(([id, count]) => ({ id, kind: 'earlier' as never, ...count })),
  ];
  return (
    <PlainTable<Row>
      caption={say('admin.chart.states')}
      empty="–"
      rows={rows}
      columns={[
        { label: say('admin.chart.state'), cell: ({ id }) => spaced(id) },
        { label: say('admin.chart.kind'), cell: ({ kind }) => say(`admin.chart.kind.${kind as 'step'}`) },
        { label: say('admin.chart.count'), kind: 'number', cell: ({ here }) => here },
        { label: say('admin.conversations.left'), kind: 'number', cell: ({ left }) => left },
      ]}
    />
  );
};

const none: StateCount = { here: 0, left: 0 };

/** What leads from where to where, in words. */
export const TransitionTable: FC<Props> = ({ asked, chart }) => {
  const { say } = asked;
  const name = (id: string) => nameOf(asked, id);
  const rows = chart.transitions.flatMap((one) =>
    (one.when.length > 0 ? one.when : ['']).map((when) => ({ ...one, when: [when] })),
  );
  return (
    <PlainTable<ChartTransition>
      caption={say('admin.chart.transitions')}
      empty="–"
      rows={rows}
      columns={[
        { label: say('admin.chart.from'), cell: ({ from }) => name(from) },
        { label: say('admin.chart.when'), cell: ({ when }) => when[0] || say('admin.chart.begin') },
        {
          label: say('admin.chart.to'),
          cell: ({ from, to }) => (from === to ? say('admin.chart.stays') : name(to)),
        },
      ]}
    />
  );
};

/** `(begin)` and `awaiting.(anywhere)` are no names of states. */
function nameOf({ say }: Asked, id: string): string {
  if (id === '(begin)') return say('admin.chart.begin');
  const outer = /^(?:(.*)\.)?\(anywhere\)$/.exec(id);
  if (!outer) return spaced(id);
  return outer[1] ? say('admin.chart.anywhereIn', { state: spaced(outer[1]) }) : say('admin.chart.anywhere');
}
