import type { FC } from 'hono/jsx';
import { type Box, lineHeight, type Placed, type PlacedState, type Point, stateHeight } from './layout.ts';
import { spaced } from './words.ts';

/** How many conversations there are of a state: drawn below its name. */
export interface StateCount {
  /** In it now; of an ending, that came to it lately. */
  here: number;
  /** That were left in it, and never came to an ending on their own. */
  left: number;
}

interface Props {
  placed: Placed;
  counts: ReadonlyMap<string, StateCount>;
  /** What it shows, in a few words and in a sentence, for those who do not see it. */
  title: string;
  description: string;
  /** What stands for all states around it. */
  anywhere: string;
  here(count: number): string;
  left(count: number): string;
  ended(count: number): string;
}

/** A statechart as SVG, with nothing but classes: colours are the stylesheet's, so that it suits the dark too. */
export const Drawing: FC<Props> = (props) => {
  const { placed, title, description } = props;
  const { width, height, states, arrows } = placed;
  return (
    <svg
      class="statechart"
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby="chart-title chart-about"
    >
      <title id="chart-title">{title}</title>
      <desc id="chart-about">{description}</desc>
      <defs>
        <marker
          id="arrow"
          viewBox="0 0 8 8"
          refX="7.5"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
        >
          <path d="M0 0 8 4 0 8z" />
        </marker>
      </defs>
      {inwards(states.filter(({ kind }) => kind === 'group')).map((one) => (
        <State state={one} {...props} />
      ))}
      {arrows.map(({ from, to, points }) => (
        <path class="arrow" d={curve(points)} marker-end="url(#arrow)" data-from={from} data-to={to} />
      ))}
      {arrows.map(({ lines, label }) => label && <Label lines={lines} box={label} />)}
      {states
        .filter(({ kind }) => kind !== 'group')
        .map((one) => (
          <State state={one} {...props} />
        ))}
    </svg>
  );
};

/** What is around others is drawn first. */
const inwards = (groups: PlacedState[]) =>
  groups.toSorted((one, other) => other.box.width * other.box.height - one.box.width * one.box.height);

const State: FC<Props & { state: PlacedState }> = ({ state, anywhere, ...props }) => {
  const { id, kind, name, box } = state;
  const middle = box.x + box.width / 2;
  if (kind === 'begin')
    return <circle class="begin" cx={middle} cy={box.y + box.height / 2} r={box.width / 2} />;
  const lines = countLines(state, props);
  const own = Math.min(box.height, kind === 'anywhere' ? 26 : stateHeight);
  const top = kind === 'group' ? box.y + 15 : box.y + own / 2 + 5 - lines.length * (lineHeight.state / 2);
  return (
    <g class={`state ${kind}`} data-state={id}>
      <rect {...box} rx={kind === 'anywhere' ? 13 : 10} />
      {kind === 'end' && <rect {...inset(box)} rx={7} />}
      <text class="name" x={kind === 'group' ? box.x + 10 : middle} y={top}>
        {kind === 'anywhere' ? anywhere : spaced(name)}
      </text>
      {lines.map((line, at) => (
        <text class={line.kind} x={middle} y={top + (at + 1) * lineHeight.state}>
          {line.words}
        </text>
      ))}
      <Stays state={state} top={box.y + own} />
    </g>
  );
};

function countLines({ id, kind }: PlacedState, { counts, here, left, ended }: Omit<Props, 'anywhere'>) {
  const count = (kind === 'anywhere' ? null : counts.get(id)) ?? { here: 0, left: 0 };
  return [
    count.here > 0 && { kind: 'here', words: kind === 'end' ? ended(count.here) : here(count.here) },
    count.left > 0 && { kind: 'left', words: left(count.left) },
  ].filter((line) => line !== false);
}

/** What a state hears without leaving stands in it, below a line. */
const Stays: FC<{ state: PlacedState; top: number }> = ({ state: { stays, box }, top }) =>
  stays.length === 0 ? null : (
    <g class="stays">
      <path d={`M${box.x} ${top}h${box.width}`} />
      {stays.map((line, at) => (
        <text x={box.x + 12} y={top + 15 + at * lineHeight.label}>
          {line.startsWith('[') ? `\u2003 ${line}` : `\u21bb ${line}`}
        </text>
      ))}
    </g>
  );

const inset = ({ x, y, width, height }: Box): Box => ({
  ...{ x: x + 3, y: y + 3 },
  ...{ width: width - 6, height: height - 6 },
});

const Label: FC<{ lines: string[]; box: Box }> = ({ lines, box }) => (
  <g class="when">
    <rect {...box} rx={4} />
    {lines.map((line, at) => (
      <text x={box.x + box.width / 2} y={box.y + at * lineHeight.label + 11.5}>
        {line}
      </text>
    ))}
  </g>
);

/** Through all its points, upright in each: so an arrow stands on the edge it leaves and enters. */
function curve([first, ...others]: Point[]): string {
  let before = first!;
  const bends = others.map((next) => {
    const middle = (before.y + next.y) / 2;
    const bend = `C${pair({ x: before.x, y: middle })} ${pair({ x: next.x, y: middle })} ${pair(next)}`;
    before = next;
    return bend;
  });
  return `M${pair(first!)}${bends.join('')}`;
}

const pair = ({ x, y }: Point) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
