import { Composer } from './composer.js';
import { h, icon, setText } from './dom.js';
import { emptyState } from './empty.js';
import { hueOf, initialsOf, owner, statusBar } from './frame.js';
import { Messages } from './messages.js';
import { fillMore, moreMenu } from './more.js';
import { hourOf, now } from './time.js';
import { isWhatsapp } from './whatsapp.js';

/** One phone with its owner's name above it. */
export class PhoneCard {
  constructor(view, { isFresh }) {
    this.id = view.id;
    this.firstName = view.firstName;
    this.initials = initialsOf(view.name);
    this.hue = hueOf(view.id);
    this.knownPresses = null;
    this.messages = new Messages(view, {
      reply: (bubble) => this.composer.replyTo(bubble),
      edit: (b) => this.composer.edit(b),
    });
    this.composer = new Composer(view);
    this.notice = h('p', { class: 'notice', role: 'status', hidden: true });
    this.empty = h('div', { class: 'empty' });
    this.more = moreMenu(view);
    this.element = h(
      'section',
      {
        class: `phone-card${isFresh ? ' is-fresh' : ''}`,
        id: `phone-${view.id}`,
        'aria-label': labelOf(view),
        data: { channel: view.channel },
      },
      owner(view),
      h(
        'div',
        { class: `phone ${isWhatsapp(view) ? 'whatsapp' : view.channel}` },
        statusBar(),
        chatHead(view, this.more),
        h('div', { class: 'talk' }, this.empty, this.messages.element, this.notice),
        this.composer.element,
      ),
    );
    // Only the phone in use speaks: five at once would drown each other for those who listen to the page.
    this.element.addEventListener('focusin', () => this.messages.speak(true));
    this.element.addEventListener('focusout', () => this.messages.speak(false));
  }

  get heardCount() {
    return this.messages.heardCount;
  }

  show(view, lab) {
    this.view = view;
    this.messages.show(view);
    this.composer.show(view);
    this.showPresses(view.presses);
    this.showSurroundings(lab);
    if (this.more) fillMore(this.more, view);
  }

  /** What an empty phone offers depends on what is on the others. */
  showSurroundings(lab) {
    const below = this.element.querySelector('.chat-words span');
    if (this.view.channel === 'sms') setText(below, `texts · ${lab.number}`);
    if (this.view.channel === 'whatsapp') setText(below, businessLine(this.view));
    if (this.view.channel === 'whatsapp-web') setText(below, accountLine(lab));
    const isEmpty = this.view.messages.length === 0;
    this.empty.hidden = !isEmpty;
    if (isEmpty) emptyState(this.empty, { view: this.view, lab, composer: this.composer });
  }

  setOnStage(isOnStage) {
    this.element.classList.toggle('is-on-stage', isOnStage);
  }

  showTyping(typing) {
    this.composer.showTyping(typing);
  }

  /** The bot's answer to a press appears over the chat for a while; those from before the page was opened do not. */
  showPresses(presses) {
    const answered = presses.filter(({ isAnswered }) => isAnswered);
    const known = this.knownPresses;
    this.knownPresses = new Set(answered.map(({ id }) => id));
    if (known === null) return;
    const news = answered.filter(({ id, notice }) => notice && !known.has(id)).at(-1);
    if (!news) return;
    this.notice.textContent = news.notice;
    this.notice.hidden = false;
    this.notice.classList.toggle('is-alert', news.isAlert);
    clearTimeout(this.hidingNotice);
    this.hidingNotice = setTimeout(() => {
      this.notice.hidden = true;
    }, 4_500);
  }
}

/** Until when the business may write what it likes: the 24 hours of WhatsApp. */
function businessLine({ isTyped, freeUntil }) {
  if (isTyped) return 'typing…';
  const isFree = freeUntil !== null && new Date(freeUntil) > now();
  return isFree ? `open until ${hourOf(new Date(freeUntil))}` : 'templates only';
}

const accountLine = ({ classPhone }) => (classPhone?.kind === 'connected' ? 'online' : 'not linked yet');

function chatHead(view, more) {
  return h(
    'header',
    { class: 'chat-head' },
    h('span', { class: 'back', 'aria-hidden': 'true' }, icon('back')),
    h('img', { src: '/lab/assets/logo.svg', alt: '', width: 36, height: 36, class: 'bot-face' }),
    h('div', { class: 'chat-words' }, h('strong', {}, 'Homeroom'), h('span', {}, headWords[view.channel])),
    more,
  );
}

const headWords = {
  telegram: 'bot',
  sms: 'Text message',
  whatsapp: 'business',
  'whatsapp-web': '',
  web: 'in the browser',
};

const labelOf = ({ name, channel }) => `${name}’s phone, ${channelNames[channel]}`;

const channelNames = {
  telegram: 'Telegram',
  sms: 'text messages',
  whatsapp: 'WhatsApp',
  'whatsapp-web': 'WhatsApp',
  web: 'web chat',
};
