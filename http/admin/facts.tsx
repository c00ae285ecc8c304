import type { Child, FC } from 'hono/jsx';

/** What is known of one thing, line by line; what is null has no line. */
export const Facts: FC<{ facts: [label: string, value: Child | null][] }> = ({ facts }) => (
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
