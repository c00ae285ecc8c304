import type { FC } from 'hono/jsx';
import type { ChannelName } from '../cast.ts';
import { Icon } from './icon.tsx';
import { AddPhone, Faults, type ShownKnob } from './sheets.tsx';

interface PageProps {
  channels: ChannelName[];
  knobs: ShownKnob[];
}

/** In this order: the last one has the last word. */
const styles = [
  'base',
  'board',
  'desk',
  'sheets',
  'phone',
  'messages',
  'composer',
  'whatsapp',
  'class-phone',
  'mail',
  'small',
];

/** The page before its phones are drawn: what stays where it is. */
export const Page: FC<PageProps> = ({ channels, knobs }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>Homeroom Lab</title>
      <meta
        name="viewport"
        content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
      />
      <meta name="color-scheme" content="light dark" />
      <link rel="icon" href="/lab/assets/logo.svg" type="image/svg+xml" />
      {styles.map((name) => (
        <link rel="stylesheet" href={`/lab/assets/${name}.css`} />
      ))}
      <script src="/lab/assets/theme.js" />
      <script type="module" src="/lab/assets/app.js" />
    </head>
    <body>
      <a class="skip-link" href="#phones">
        Go to the phones
      </a>
      <Top />
      <Story channels={channels} />
      <nav class="people" id="people" aria-label="Phones" />
      <main class="desk" id="phones" tabindex={-1} aria-label="Phones" />
      <button type="button" class="desk-arrow left" id="desk-left" aria-label="Phones to the left" hidden>
        <Icon name="back" />
      </button>
      <button type="button" class="desk-arrow right" id="desk-right" aria-label="Phones to the right" hidden>
        <Icon name="back" />
      </button>
      <AddPhone channels={channels} />
      <Faults knobs={knobs} channels={channels} />
      <p class="toast" id="toast" role="alert" hidden />
      <noscript>
        <p class="noscript">The phones of the Lab need JavaScript.</p>
      </noscript>
    </body>
  </html>
);

const Top: FC = () => (
  <header class="top">
    <h1 class="brand">
      <img src="/lab/assets/logo.svg" alt="" width="30" height="30" />
      <span class="brand-name">Homeroom</span>
      <span class="brand-tag">Lab</span>
    </h1>
    <details class="menu clock" id="clock">
      <summary aria-label="The Lab’s clock: skip ahead">
        <Icon name="clock" />
        <time id="now">
          <span id="now-day" />
          <span id="now-hour" />
        </time>
        <Icon name="down" />
      </summary>
      <div class="menu-list">
        <p class="menu-note">Everybody’s time jumps ahead: reminders come, drafts lapse.</p>
        {skips.map(({ words, ms }) => (
          <button type="button" data-skip={ms}>
            {words}
          </button>
        ))}
      </div>
    </details>
    <div class="tools">
      <a class="tool" id="open-chat" href="/chat" target="_blank" rel="noopener" aria-label="Web chat">
        <Icon name="up" />
        <span class="tool-name">Web chat</span>
      </a>
      <button type="button" class="tool" id="open-faults" aria-haspopup="dialog">
        <Icon name="bolt" />
        <span class="tool-name">Faults</span>
        <span class="count" id="fault-count" hidden />
      </button>
      <button type="button" class="tool" id="open-add" aria-haspopup="dialog">
        <Icon name="plus" />
        <span class="tool-name">Add a phone</span>
      </button>
      <button type="button" class="tool only-icon" id="theme" aria-label="Light or dark">
        <Icon name="theme" />
      </button>
    </div>
  </header>
);

const hourMs = 3_600_000;
const skips = [
  { words: '1 hour ahead', ms: hourMs },
  { words: '8 hours ahead', ms: 8 * hourMs },
  { words: '1 day ahead', ms: 24 * hourMs },
  { words: '1 week ahead', ms: 7 * 24 * hourMs },
];

const Story: FC<{ channels: ChannelName[] }> = ({ channels }) => (
  <section class="story" id="story" aria-label="The story" data-state="ready">
    <button
      type="button"
      class="play"
      id="play"
      disabled={!channels.includes('telegram') || !channels.includes('sms')}
    >
      <Icon name="play" />
      <span id="play-words">Play the story</span>
    </button>
    <ol class="chapters" id="chapters" />
    <p class="sentence" id="sentence" role="status" />
    {channels.includes('telegram') && channels.includes('whatsapp') && (
      <button type="button" class="play-all" id="play-all">
        <Icon name="play" />
        All channels
      </button>
    )}
    <button type="button" class="speed" id="speed" aria-label="Speed of the story" hidden>
      1×
    </button>
  </section>
);
