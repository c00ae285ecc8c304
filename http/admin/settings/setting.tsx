import type { Child, FC } from 'hono/jsx';
import { ActForm } from '../actForm.tsx';
import type { Asked } from '../asked.ts';

interface Props {
  asked: Asked;
  /** Which act sets it. */
  what: string;
  label: string;
  hint?: string;
  button?: string;
  /** The field, which is called `value`, and whose id is `setting-` and what it sets. */
  children: Child;
}

/** One thing that can be set, with its own button: what is not pressed is not changed. */
export const Setting: FC<Props> = ({ asked, what, label, hint, button, children }) => (
  <ActForm asked={asked} action={`/settings/${what}`} class="setting">
    <label for={`setting-${what}`}>{label}</label>
    {children}
    <button
      type="submit"
      class="plain"
      aria-label={`${button ?? asked.say('admin.settings.save')}: ${label}`}
    >
      {button ?? asked.say('admin.settings.save')}
    </button>
    {hint && <p class="hint">{hint}</p>}
  </ActForm>
);
