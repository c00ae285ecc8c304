import { setUpAdding } from './add.js';
import { ask } from './api.js';
import { setUpArrows } from './arrows.js';
import { ClassPhone } from './class-phone.js';
import { setUpClock } from './clock.js';
import { byId } from './dom.js';
import { setUpFaults, showFaults } from './faults.js';
import { MailCard } from './mail.js';
import { People } from './people.js';
import { PhoneCard } from './phone.js';
import { setUpStory, showStory, showTyping } from './story.js';
import { setNow } from './time.js';

const desk = byId('phones');
const cards = new Map();
const people = new People(desk, byId('people'));

/** What the phones need to know besides themselves. */
let lab = { invite: null, foundingCode: null, number: '', classPhone: null, mail: null };
let story = null;
let classPhone = null;

function showPhone(view) {
  let card = cards.get(view.id);
  if (!card) {
    if (view.channel === 'whatsapp-web') putClassPhone();
    const Card = view.channel === 'email' ? MailCard : PhoneCard;
    card = new Card(view, { isFresh: cards.size > 0 && desk.dataset.drawn === 'true' });
    cards.set(view.id, card);
    desk.append(card.element);
    people.add(card);
  }
  card.show(view, lab);
  people.changed(card);
}

/** Before the first who needs it. */
function putClassPhone() {
  if (classPhone || !lab.classPhone) return;
  classPhone = new ClassPhone(lab.classPhone);
  desk.append(classPhone.element);
  people.add(classPhone);
}

function showLab(next) {
  lab = next;
  setNow(lab.now);
  showFaults(lab.faults);
  if (lab.classPhone) classPhone?.show(lab.classPhone);
  for (const card of cards.values()) card.showSurroundings(lab);
  if (story) showStory(story, lab);
}

function showProgress(progress) {
  story = progress;
  showStory(progress, lab);
  for (const card of cards.values())
    card.setOnStage(progress.state === 'playing' && card.id === progress.phone);
  showTyping(progress, cards);
  if (progress.state === 'playing' && progress.phone) people.goTo(cards.get(progress.phone));
}

function showAll(state) {
  lab = state.lab;
  const present = new Set(state.phones.map(({ id }) => id));
  for (const [id, card] of cards) if (!present.has(id)) leave(id, card);
  if (classPhone && !lab.classPhone) leaveClassPhone();
  for (const view of state.phones) showPhone(view);
  showLab(state.lab);
  showProgress(state.story);
  desk.dataset.drawn = 'true';
}

/** The server began anew with another set of phones. */
function leave(id, card) {
  cards.delete(id);
  card.element.remove();
  people.remove(card);
}

function leaveClassPhone() {
  classPhone.element.remove();
  people.remove(classPhone);
  classPhone = null;
}

function setUpTheme() {
  byId('theme').addEventListener('click', () => {
    const { dataset } = document.documentElement;
    const now = dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
    dataset.theme = now === 'dark' ? 'light' : 'dark';
    localStorage.setItem('lab-theme', dataset.theme);
  });
}

function connect() {
  const source = new EventSource('/lab/api/events');
  const on = (name, show) => source.addEventListener(name, (event) => show(JSON.parse(event.data)));
  on('state', (state) => {
    document.body.dataset.connection = 'on';
    showAll(state);
  });
  on('phone', showPhone);
  on('lab', showLab);
  on('story', showProgress);
  source.addEventListener('error', () => {
    document.body.dataset.connection = 'off';
    // A browser gives up for good where the server answered with an error, as it does while it starts.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1_000);
  });
  addEventListener('pagehide', () => source.close());
}

setUpTheme();
setUpArrows(desk);
setUpClock();
setUpFaults();
setUpAdding(async (wanted) => {
  const added = await ask('POST', '/phones', wanted);
  if (added) people.goToSoon(added.id, cards);
  return added !== null;
});
setUpStory();
connect();
