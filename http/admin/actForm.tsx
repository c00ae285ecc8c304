import type { Child, FC } from 'hono/jsx';
import type { Asked } from './asked.ts';

interface Props {
  asked: Asked;
  /** Below `/admin`: the path of the page and of the act. */
  action: string;
  /** What it is about, besides what is filled in. */
  fields?: Record<string, string | number>;
  /** The key that presses its button on the chosen row. */
  shortcut?: string;
  class?: string;
  children: Child;
}

/** A form that acts, and comes back to the page it stands on. */
export const ActForm: FC<Props> = ({ asked, action, fields = {}, shortcut, children, ...rest }) => (
  <form method="post" action={`/admin${action}`} data-act data-shortcut={shortcut} class={rest.class}>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={String(value)} />
    ))}
    <input type="hidden" name="act_id" value={asked.deps.newId()} />
    <input type="hidden" name="back" value={asked.here} />
    {children}
  </form>
);
