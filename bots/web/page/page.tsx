import type { Child, FC } from 'hono/jsx';
import { Chat } from './chat.tsx';
import type { Language, PageWords } from './words.ts';

interface PageProps {
  language: Language;
  words: PageWords;
}

/** The page before anything was said: the chat where a session holds, else the ways in. */
export const ChatPage: FC<PageProps & { isSignedIn: boolean; hasInvite: boolean }> = (props) => {
  const { language, words, isSignedIn, hasInvite } = props;
  return (
    <html lang={language}>
      <Head words={words}>
        <script type="module" src="/chat/assets/chat.js" />
      </Head>
      <body data-signed-in={isSignedIn ? 'yes' : 'no'} data-words={JSON.stringify(words)}>
        <header class="top">
          <h1 class="brand">
            <img src="/chat/assets/icon.svg" alt="" width="32" height="32" />
            <span>Homeroom</span>
          </h1>
          <p class="state" id="state" role="status" />
          <button type="button" class="plain" id="sign-out" hidden={!isSignedIn}>
            {words.signOut}
          </button>
        </header>
        <Welcome words={words} hasInvite={hasInvite} isHidden={isSignedIn} />
        <Chat words={words} isHidden={!isSignedIn} />
        <noscript>
          <p class="notice">{words.noScript}</p>
        </noscript>
      </body>
    </html>
  );
};

/** What the service worker shows while the server cannot be reached. */
export const AwayPage: FC<PageProps> = ({ language, words }) => (
  <html lang={language}>
    <Head words={words} />
    <body>
      <main class="welcome">
        <img src="/chat/assets/icon.svg" alt="" width="72" height="72" />
        <h1>{words.awayTitle}</h1>
        <p>{words.awayText}</p>
        <a class="button" href="/chat">
          {words.again}
        </a>
      </main>
    </body>
  </html>
);

const Head: FC<{ words: PageWords; children?: Child }> = ({ words, children }) => (
  <head>
    <meta charset="utf-8" />
    <title>{words.title}</title>
    <meta
      name="viewport"
      content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
    />
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" content="#1f4a3d" />
    <link rel="manifest" href="/chat/manifest.webmanifest" />
    <link rel="icon" href="/chat/assets/icon.svg" type="image/svg+xml" />
    <link rel="apple-touch-icon" href="/chat/assets/icon-192.png" />
    <link rel="stylesheet" href="/chat/assets/base.css" />
    <link rel="stylesheet" href="/chat/assets/chat.css" />
    <link rel="stylesheet" href="/chat/assets/words.css" />
    <link rel="stylesheet" href="/chat/assets/files.css" />
    {children}
  </head>
);

const Welcome: FC<{ words: PageWords; hasInvite: boolean; isHidden: boolean }> = (props) => {
  const { words, hasInvite, isHidden } = props;
  return (
    <main class="welcome" id="welcome" hidden={isHidden}>
      <img src="/chat/assets/icon.svg" alt="" width="72" height="72" />
      <h2>{words.welcome}</h2>
      <p>{words.explain}</p>
      <button type="button" class="button" id="begin">
        {hasInvite ? words.openInvite : words.begin}
      </button>
      <form id="sign-in" novalidate>
        <h3>{words.haveCode}</h3>
        <p id="code-help">{words.codeHelp}</p>
        <label for="code">{words.codeLabel}</label>
        <div class="row">
          <input
            id="code"
            name="code"
            required
            maxlength={12}
            autocomplete="one-time-code"
            autocapitalize="characters"
            spellcheck={false}
            aria-describedby="code-help welcome-problem"
          />
          <button type="submit" class="button second">
            {words.signIn}
          </button>
        </div>
      </form>
      <p class="problem" id="welcome-problem" role="alert" />
    </main>
  );
};
