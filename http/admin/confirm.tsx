import type { FC } from 'hono/jsx';
import type { Acting } from './asked.ts';
import type { Confirmation } from './page.ts';

/** Asks before it is done; what the first form held goes along. */
export const ConfirmForm: FC<Confirmation & { asked: Acting; action: string }> = (props) => {
  const { asked, action, question, yes, children } = props;
  const { back: _back, confirmed: _confirmed, act_id: _actId, ...fields } = asked.fields;
  return (
    <form class="card confirm" method="post" action={action}>
      <p class="question">{question}</p>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="act_id" value={asked.actId} />
      <input type="hidden" name="back" value={asked.here} />
      <input type="hidden" name="confirmed" value="yes" />
      {children}
      <p class="buttons">
        <button type="submit" class="danger">
          {yes}
        </button>
        <a class="button plain" href={asked.here}>
          {asked.say('admin.confirm.no')}
        </a>
      </p>
    </form>
  );
};
