import type { FC } from 'hono/jsx';
import type { TextKey } from '../../texts/texts.ts';
import type { Asked } from './asked.ts';

/** Why something is done; `hint` says who hears it. */
export const ReasonField: FC<{ asked: Asked; hint: TextKey }> = ({ asked, hint }) => (
  <p>
    <label>
      {asked.say('admin.reason')}
      <textarea name="reason" rows={2} maxlength={300} aria-describedby="reason-hint" />
    </label>
    <span id="reason-hint" class="hint">
      {asked.say(hint)}
    </span>
  </p>
);
