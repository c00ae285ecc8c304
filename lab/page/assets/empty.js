import { act } from './api.js';
import { h } from './dom.js';

/** What a phone offers on which nothing was said yet. */
export function emptyState(element, { view, lab, composer }) {
  const offer = offerFor(view, lab, composer);
  const look = JSON.stringify([offer.title, offer.words, offer.button]);
  if (element.dataset.look === look) return;
  element.dataset.look = look;
  element.replaceChildren(
    h(
      'div',
      { class: 'empty-card' },
      h('img', { src: '/lab/assets/logo.svg', alt: '', width: 44, height: 44 }),
      h('strong', {}, offer.title),
      h('p', {}, offer.words),
      offer.button && h('button', { type: 'button', onclick: offer.press }, offer.button),
    ),
  );
}

function offerFor(view, lab, composer) {
  const name = view.firstName;
  if (view.id === 'olga' && lab.foundingCode) {
    return {
      title: 'Here it begins',
      words: 'Olga was given the one-time link that founds the class.',
      button: 'Open the founding link',
      press: () => act(view.id, { act: 'start', code: lab.foundingCode }),
    };
  }
  if (view.channel === 'whatsapp-web' && lab.classPhone?.kind !== 'connected') {
    return { title: 'The class is not on WhatsApp yet', words: waitingWords(lab.classPhone) };
  }
  if (!lab.invite) {
    return {
      title: 'No invite yet',
      words: `As soon as a class is founded, ${name} finds its invite here.`,
    };
  }
  const words = `${lab.invite.from} sent ${name} the invite of the class.`;
  if (view.channel === 'telegram') {
    const press = () => act(view.id, { act: 'start', code: lab.invite.code });
    return { title: 'An invite is here', words, button: 'Open the invite', press };
  }
  const text = `JOIN ${lab.invite.code}`;
  return {
    title: 'An invite is here',
    words: `${words} ${codeWords[view.channel] ?? 'On WhatsApp that is a code.'}`,
    button: `Write ${text}`,
    press: () => composer.fill(text),
  };
}

const codeWords = {
  sms: 'By text message that is a code.',
  web: 'It opens the web chat, which asks for the code.',
};

/** Why there is nobody to write to: the code is not scanned yet, or what went wrong with the browser. */
const waitingWords = (classPhone) =>
  classPhone?.kind === 'pairing'
    ? 'Its own phone, beside this one, has to scan the code of WhatsApp Web first.'
    : (classPhone?.sentence ?? 'WhatsApp Web is not served.');
