import { ask } from './api.js';
import { byId, h, icon, setIcon, setText } from './dom.js';

const speeds = [1, 2, 4];
let speed = 1;
let state = 'ready';

const playWords = {
  ready: 'Play the story',
  playing: 'Stop',
  done: 'Play it again',
  stopped: 'Play it again',
};

export function setUpStory() {
  byId('play').addEventListener('click', () =>
    state === 'playing' ? ask('DELETE', '/story') : ask('POST', '/story', { speed }),
  );
  byId('play-all')?.addEventListener('click', () => ask('POST', '/story', { speed, story: 'everybody' }));
  byId('speed').addEventListener('click', () => {
    speed = speeds[(speeds.indexOf(speed) + 1) % speeds.length];
    showSpeed();
    if (state === 'playing') ask('POST', '/story', { speed });
  });
}

export function showStory(progress, lab) {
  state = progress.state;
  const story = byId('story');
  story.dataset.state = state;
  byId('play-words').textContent = playWords[state];
  setIcon(byId('play').querySelector('.icon'), state === 'playing' ? 'stop' : 'play');
  byId('speed').hidden = state !== 'playing';
  const playAll = byId('play-all');
  if (playAll) playAll.hidden = state === 'playing';
  if (state === 'playing') speed = progress.speed;
  showSpeed();
  setText(byId('sentence'), progress.sentence || whatToTry(lab));
  showChapters(progress);
}

function whatToTry({ foundingCode }) {
  return foundingCode
    ? 'Watch it all: a class is founded, Ana joins on Telegram, Ben by text message, and they talk. Or begin by hand, with the link on Olga’s phone.'
    : 'There is a class here already. Go on by hand, on any phone, or play the story: two more classmates join and talk.';
}

function showChapters({ chapters, chapter, state: now }) {
  const list = byId('chapters');
  if (list.childElementCount !== chapters.length || list.dataset.words !== chapters.join()) {
    list.replaceChildren(
      ...chapters.map((words) =>
        h('li', {}, h('span', { class: 'dot' }, icon('check')), h('span', {}, words)),
      ),
    );
    list.dataset.words = chapters.join();
  }
  for (const [index, item] of [...list.children].entries()) {
    const isNow = index === chapter && now !== 'done';
    item.dataset.state = index < chapter || now === 'done' ? 'done' : isNow ? now : 'ahead';
    if (isNow) item.setAttribute('aria-current', 'step');
    else item.removeAttribute('aria-current');
  }
}

function showSpeed() {
  byId('speed').textContent = `${speed}×`;
}

/** Lets the words appear in the composer of whoever is typing, and takes them away when they are sent. */
export function showTyping({ typing }, cards) {
  for (const card of cards.values()) card.showTyping(typing?.phone === card.id ? typing : null);
}
