/** What messages are called that come together. */
export const digest = {
  'digest.title.daily': {
    en: 'Your daily digest of {community}: {count} {count:message|messages}',
    es: 'Tu resumen diario de {community}: {count} {count:mensaje|mensajes}',
  },
  'digest.title.weekly': {
    en: 'Your weekly digest of {community}: {count} {count:message|messages}',
    es: 'Tu resumen semanal de {community}: {count} {count:mensaje|mensajes}',
  },
  'digest.title.quietHours': {
    en: 'While you were resting, in {community}: {count} {count:message|messages}',
    es: 'Mientras descansabas, en {community}: {count} {count:mensaje|mensajes}',
  },
  'digest.title.muted': {
    en: 'During your silence, in {community}: {count} {count:message|messages}',
    es: 'Durante tu silencio, en {community}: {count} {count:mensaje|mensajes}',
  },
  'digest.head': { en: '**{title}**', es: '**{title}**' },
  'digest.forum': { en: '**In {name}**', es: '**En {name}**' },
  'digest.topic': { en: 'On “{topic}”', es: 'Sobre «{topic}»' },
  'digest.urgent': {
    en: '**Announcement by {author}** · {number}',
    es: '**Anuncio de {author}** · {number}',
  },
  'digest.smsTitle': { en: '{community}, {count} new:', es: '{community}, {count} {count:nuevo|nuevos}:' },
  'digest.smsItem': { en: '#{number} {author}: {text}', es: '#{number} {author}: {text}' },
  'digest.smsItemIn': {
    en: '#{number} {author} in {forum}: {text}',
    es: '#{number} {author} en {forum}: {text}',
  },
  'digest.more': {
    en: '{more} more: {word}',
    es: '{more} más: {word}',
  },
  'digest.answer': {
    en: 'Answer one with {reply} {number} and your words.',
    es: 'Contesta uno con {reply} {number} y tus palabras.',
  },
  'digest.answerMail': {
    en: 'Answer one by its link, or begin your answer to this mail with its number: {number} and your words.',
    es: 'Contesta uno con su enlace, o empieza tu respuesta a este correo con su número: {number} y tus palabras.',
  },
  'digest.answerLink': { en: 'Answer #{number}', es: 'Contestar #{number}' },
  'digest.empty': { en: 'These messages were taken back.', es: 'Estos mensajes fueron retirados.' },
  'digest.which': {
    en: 'There were several messages in that. Which one do you answer? Begin with its number, like {number} and your words.',
    es: 'Ahí había varios mensajes. ¿Cuál contestas? Empieza con su número, como {number} y tus palabras.',
  },
  'more.lines': { en: '{lines}', es: '{lines}' },
  'more.whole': { en: '#{number} {author}: {text}', es: '#{number} {author}: {text}' },
  'more.nothing': { en: 'There is no more.', es: 'No hay más.' },
  'why.inDigest': { en: 'It came in the digest of {time}.', es: 'Llegó en el resumen del {time}.' },
} as const;
