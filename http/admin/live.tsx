import type { FC } from 'hono/jsx';
import type { Asked } from './asked.ts';
import type { AdminPage } from './page.ts';

/** Draws a part of a page where the script finds it again when something has changed. */
export const Live: FC<{ asked: Asked; parts: AdminPage['parts']; name: string }> = async (props) => {
  const { asked, parts, name } = props;
  const part = parts?.[name];
  if (!part) throw new Error(`the page has no part ${name}`);
  return (
    <div id={`part-${name}`} data-part={name} data-on={part.on.join(' ')} data-every={part.every && ''}>
      {await part.view(asked)}
    </div>
  );
};
