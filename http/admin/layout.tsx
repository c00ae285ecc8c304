import type { Child, FC } from 'hono/jsx';
import type { Asked } from './asked.ts';
import { stylesheets } from './assets.ts';
import { Navigation } from './navigation.tsx';
import type { AdminPage, Told } from './page.ts';

interface Props {
  asked: Asked;
  pages: AdminPage[];
  /** Null where there is no such page, or not for them. */
  page: AdminPage | null;
  told: Told | null;
  content: Child;
}

/** What all pages have around them. Works without script, which only adds keys and what changes while one looks. */
export const Layout: FC<Props> = ({ asked, pages, page, told, content }) => {
  const { say, language } = asked;
  const title = say(page?.title ?? 'admin.refused.title');
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${asked.account.communityName} · Homeroom`}</title>
        <link rel="icon" href="/admin/assets/icon.svg" />
        {stylesheets.map((name) => (
          <link rel="stylesheet" href={`/admin/assets/${name}`} />
        ))}
        <script type="module" src="/admin/assets/admin.js" />
      </head>
      <body>
        <a class="skip" href="#main">
          {say('admin.skip')}
        </a>
        <Navigation {...{ asked, pages, page }} />
        <main id="main" tabindex={-1}>
          <h1>{title}</h1>
          <TellingOf told={told} />
          {content}
        </main>
        <KeysHelp asked={asked} />
      </body>
    </html>
  );
};

/** What came of the last act. There also where nothing did, so that what the script puts in is read out. */
const TellingOf: FC<{ told: Told | null }> = ({ told }) => (
  <div id="told" role="status" aria-live="polite">
    {told && <p class={told.isDone ? 'told done' : 'told refused'}>{told.words}</p>}
  </div>
);

/** Shown by `?`; without script there are no keys to tell of. */
const KeysHelp: FC<{ asked: Asked }> = ({ asked: { say } }) => (
  <dialog id="keys" aria-labelledby="keys-title">
    <h2 id="keys-title">{say('admin.keys.title')}</h2>
    <dl class="keys">
      {(['next', 'previous', 'approve', 'reject', 'search', 'help'] as const).map((key) => (
        <div>
          <dt>
            <kbd>{keys[key]}</kbd>
          </dt>
          <dd>{say(`admin.keys.${key}`)}</dd>
        </div>
      ))}
    </dl>
    <form method="dialog">
      <button type="submit">{say('admin.keys.close')}</button>
    </form>
  </dialog>
);

const keys = { next: 'j', previous: 'k', approve: 'a', reject: 'r', search: '/', help: '?' };
