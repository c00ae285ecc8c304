import type { Child, FC } from 'hono/jsx';
import { type Language, type TextRef, text } from '../../domain/text.ts';
import { plainWords } from '../../texts/words.ts';

interface PageProps {
  language: Language;
}

/** Nothing was asked yet: one button begins. */
export const BeginPage: FC<PageProps> = ({ language }) => (
  <Page language={language}>
    <p>{say(language, text('account.page.ask'))}</p>
    <form method="post" action="/admin/sign-in">
      <button type="submit">{say(language, text('account.page.begin'))}</button>
    </form>
  </Page>
);

/** The code to write, and a field for what the bot answers; `answer` fills it in for who came by the bot's link. */
export const AnswerPage: FC<
  PageProps & {
    code: string | null;
    answer: string;
    who: { name: string; community: string } | null;
    isWrong: boolean;
  }
> = ({ language, code, answer, who, isWrong }) => (
  <Page language={language}>
    {code && (
      <>
        <p>{say(language, text('account.page.write'))}</p>
        <p class="code">
          <code>/admin {code}</code>
        </p>
        <p>{say(language, text('account.page.then'))}</p>
      </>
    )}
    {isWrong && <p role="alert">{say(language, text('account.page.wrong'))}</p>}
    {who && <p>{say(language, text('account.page.as', who))}</p>}
    <form method="post" action="/admin/enter">
      <label for="answer">{say(language, text('account.page.field'))}</label>
      <input
        id="answer"
        name="answer"
        value={answer}
        required
        maxlength={20}
        autocomplete="one-time-code"
        autocapitalize="characters"
        spellcheck={false}
      />
      <button type="submit">{say(language, text('account.page.enter'))}</button>
    </form>
    <form method="post" action="/admin/sign-in">
      <button class="plain" type="submit">
        {say(language, text('account.page.anew'))}
      </button>
    </form>
  </Page>
);

/** For whoever opens the bot's link somewhere else: a preview, another phone, somebody it was not meant for. */
export const ElsewherePage: FC<PageProps> = ({ language }) => (
  <Page language={language}>
    <p>{say(language, text('account.page.elsewhere'))}</p>
  </Page>
);

const Page: FC<PageProps & { children?: Child }> = ({ language, children }) => (
  <html lang={language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${say(language, text('account.page.title'))} · Homeroom`}</title>
      <link rel="stylesheet" href="/admin/sign-in/page.css" />
    </head>
    <body>
      <main>
        <h1>{say(language, text('account.page.title'))}</h1>
        {children}
      </main>
    </body>
  </html>
);

const say = (language: Language, words: TextRef) => plainWords(words, language);
