import type { FC } from 'hono/jsx';
import type { PageWords } from './words.ts';

/** The messages, and where one writes. */
export const Chat: FC<{ words: PageWords; isHidden: boolean }> = ({ words, isHidden }) => (
  <main class="chat" id="chat" hidden={isHidden}>
    <div class="scroll" id="scroll" tabindex={0} role="log" aria-live="polite" aria-label={words.messages}>
      <button type="button" class="plain earlier" id="earlier" hidden>
        {words.earlier}
      </button>
      <ol class="messages" id="messages" />
    </div>
    <p class="typing" id="typing" role="status" />
    <p class="notice" id="notice" role="status" hidden />
    <Composer words={words} />
    <div class="drop" id="drop" hidden>
      <p>{words.dropHere}</p>
    </div>
    <Viewer words={words} />
  </main>
);

/** Where one writes: words, and files to go with them. */
const Composer: FC<{ words: PageWords }> = ({ words }) => (
  <form class="composer" id="composer">
    <div class="context" id="context" hidden>
      <p>
        <strong id="context-what" />
        <span id="context-words" />
      </p>
      <button type="button" class="plain" id="context-stop" aria-label={words.stop}>
        <span aria-hidden="true">✕</span>
      </button>
    </div>
    <p class="problem" id="tray-problem" role="alert" />
    <ul class="tray" id="tray" aria-label={words.attached} hidden />
    <div class="row">
      <button type="button" class="plain attach" id="attach" aria-label={words.attach}>
        <PaperClip />
      </button>
      <input type="file" id="files" multiple hidden accept={accepted} />
      <label class="unseen" for="words">
        {words.write}
      </label>
      <textarea id="words" rows={1} maxlength={8000} placeholder={words.write} enterkeyhint="send" />
      <button type="submit" class="button" id="send" aria-label={words.send}>
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path d="M3 20.5v-7l9-1.5-9-1.5v-7l19 8.500z" fill="currentColor" />
        </svg>
      </button>
    </div>
  </form>
);

/** What phones offer to choose from; whether it is carried its content decides. */
const accepted = [
  ...['image/*', 'video/*', 'audio/*', '.pdf', '.txt', '.ics', '.vcf'],
  ...['.docx', '.xlsx', '.pptx', '.odt', '.ods', '.odp'],
].join(',');

const PaperClip: FC = () => (
  <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    <path
      d="M20 11.5 11.7 19.800a5.300 5.300 0 0 1-7.500-7.500l8.800-8.800a3.600 3.600 0 0 1 5.100 5.100l-8.500 8.500a1.850 1.850 0 0 1-2.600-2.600l7.700-7.700"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);

/** A picture over the whole page. */
const Viewer: FC<{ words: PageWords }> = ({ words }) => (
  <dialog class="viewer" id="viewer" aria-label={words.photo}>
    <form method="dialog" class="bar">
      <a class="plain" id="viewer-save" href="/chat" download>
        {words.save}
      </a>
      <button type="submit" class="plain" autofocus>
        {words.close}
      </button>
    </form>
    <img id="viewer-picture" alt="" />
  </dialog>
);
