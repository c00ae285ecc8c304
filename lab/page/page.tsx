import type { FC, PropsWithChildren } from 'hono/jsx';
import type { ChannelName } from '../cast.ts';

interface PageProps {
  channels: ChannelName[];
  knobs: { id: string; channel: ChannelName; words: string }[];
}

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
      <link rel="stylesheet" href="/lab/assets/page.css" />
      <link rel="stylesheet" href="/lab/assets/phone.css" />
      <script src="/lab/assets/theme.js" />
      <script type="module" src="/lab/assets/app.js" />
    </head>
    <body>
      <a class="skip-link" href="#phones">
        Go to the phones
      </a>
      <Top />
      <Story isPlayable={channels.length === 2} />
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

const Story: FC<{ isPlayable: boolean }> = ({ isPlayable }) => (
  <section class="story" id="story" aria-label="The story" data-state="ready">
    <button type="button" class="play" id="play" disabled={!isPlayable}>
      <Icon name="play" />
      <span id="play-words">Play the story</span>
    </button>
    <ol class="chapters" id="chapters" />
    <p class="sentence" id="sentence" role="status" />
    <button type="button" class="speed" id="speed" aria-label="Speed of the story" hidden>
      1×
    </button>
  </section>
);

const AddPhone: FC<{ channels: ChannelName[] }> = ({ channels }) => (
  <dialog class="sheet" id="add-phone" aria-labelledby="add-title">
    <form method="dialog" id="add-form">
      <SheetHead id="add-title" title="Add a phone" />
      <fieldset class="choice">
        <legend>What kind of phone?</legend>
        {channels.map((channel, index) => (
          <label>
            <input type="radio" name="channel" value={channel} checked={index === 0} />
            <span>{channel === 'telegram' ? 'Telegram' : 'Text messages only'}</span>
          </label>
        ))}
      </fieldset>
      <label class="field">
        <span>First name</span>
        <input name="firstName" required maxlength={40} autocomplete="off" />
      </label>
      <label class="field">
        <span>Last name (may stay empty)</span>
        <input name="lastName" maxlength={40} autocomplete="off" />
      </label>
      <fieldset class="choice">
        <legend>Language of the phone</legend>
        <label>
          <input type="radio" name="language" value="en" checked />
          <span>English</span>
        </label>
        <label>
          <input type="radio" name="language" value="es" />
          <span>Español</span>
        </label>
      </fieldset>
      <label class="field">
        <span>Phone number, with + and country code</span>
        <input
          name="number"
          type="tel"
          required
          pattern="\+[1-9]\d{6,14}"
          placeholder="+14155550142"
          autocomplete="off"
        />
      </label>
      <p class="problem" id="add-problem" role="alert" />
      <button type="submit" class="primary">
        Put it on the desk
      </button>
    </form>
  </dialog>
);

const channelNames: Record<ChannelName, string> = { telegram: 'Telegram', sms: 'Text messages' };

const Faults: FC<PageProps> = ({ knobs, channels }) => (
  <dialog class="sheet" id="faults" aria-labelledby="faults-title">
    <SheetHead id="faults-title" title="Let something go wrong">
      Homeroom must cope: it tries again, never sends twice what arrived, and forgets nothing.
    </SheetHead>
    {channels.map((channel) => (
      <fieldset class="knobs">
        <legend>{channelNames[channel]}</legend>
        {knobs
          .filter((one) => one.channel === channel)
          .map(({ id, words }) => (
            <fieldset class="knob" data-knob={id}>
              <legend>{words}</legend>
              <button type="button" data-times="1" aria-pressed="false">
                Once
              </button>
              <button type="button" data-times="always" aria-pressed="false">
                Always
              </button>
            </fieldset>
          ))}
      </fieldset>
    ))}
    <button type="button" class="primary" id="faults-off">
      All is well again
    </button>
  </dialog>
);

const SheetHead: FC<PropsWithChildren<{ id: string; title: string }>> = ({ id, title, children }) => (
  <header class="sheet-head">
    <h2 id={id}>{title}</h2>
    <button type="button" class="close" data-close aria-label="Close">
      <Icon name="close" />
    </button>
    {children && <p>{children}</p>}
  </header>
);

const Icon: FC<{ name: string }> = ({ name }) => (
  <svg class="icon" aria-hidden="true" width="20" height="20">
    <use href={`/lab/assets/icons.svg#${name}`} />
  </svg>
);
