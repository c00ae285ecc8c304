import type { FC } from 'hono/jsx';
import type { Asked } from '../asked.ts';

const looks = {
  approved: 'good',
  pending: 'wait',
  rejected: 'bad',
  paused: 'bad',
  disabled: 'bad',
  other: '',
} as const;

/** The messages that Meta has to approve, with its word on each, as last heard. */
export const Templates: FC<{ asked: Asked }> = ({ asked }) => {
  const { say, deps } = asked;
  const templates = deps.workings.templates();
  return (
    <>
      <h3>{say('admin.channel.templates')}</h3>
      {templates.length === 0 && <p class="soft">{say('admin.channel.noTemplates')}</p>}
      <ul class="troubles">
        {templates.map(({ name, language, status }) => (
          <li>
            <code>{name}</code> {language}{' '}
            <span class={`mark ${looks[status]}`}>{say(`admin.template.${status}`)}</span>
          </li>
        ))}
      </ul>
    </>
  );
};
