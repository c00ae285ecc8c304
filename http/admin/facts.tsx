import type { Child, FC } from 'hono/jsx';

export type Fact = [label: Child, value: Child | null];

/** What is known of one thing, line by line; what is null has no line. */
export const Facts: FC<{ facts: Fact[] }> = ({ facts }) => (
  <dl class="facts">
    {facts
      .filter(([, value]) => value !== null)
      .map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
