/** What people hear when something is too much: that it is kept, and when it goes on. */
export const limits = {
  'limit.requests': {
    en: 'That was a lot at once. I kept it, and go on {when}.',
    es: 'Eso fue mucho de golpe. Lo guardé, y sigo {when}.',
  },
  'limit.requestsMore': {
    en: 'I cannot keep up. What you write until then I keep, but do nothing with it: please send it again {when}.',
    es: 'No doy abasto. Lo que escribas hasta entonces lo guardo, pero no hago nada con ello: por favor, envíalo de nuevo {when}.',
  },
  'limit.events': {
    en: 'That was a lot at once. I kept everything, but do nothing more with it for now. Please send again {when} what still matters.',
    es: 'Eso fue mucho de golpe. Lo guardé todo, pero por ahora no hago nada más con ello. Por favor, envía de nuevo {when} lo que aún importe.',
  },
  'limit.messages': {
    en: 'You wrote me {points} messages within an hour; more than that I cannot take. I keep what you write, but do nothing with it: please send again {when} what still matters. {help} always works.',
    es: 'Me escribiste {points} mensajes en una hora; más no puedo atender. Guardo lo que escribas, pero no hago nada con ello: por favor, envía de nuevo {when} lo que aún importe. {help} siempre funciona.',
  },
  'limit.said': {
    en: 'You wrote {points} messages within an hour; more than that I cannot take. Please send it again {when}.',
    es: 'Escribiste {points} mensajes en una hora; más no puedo atender. Por favor, envíalo de nuevo {when}.',
  },
  'limit.registrations': {
    en: 'Somebody tried to come in from here {points} times within an hour. Please bring your invite again {when}.',
    es: 'Desde aquí alguien intentó entrar {points} veces en una hora. Por favor, trae tu invitación de nuevo {when}.',
  },
  'limit.inSeconds': { en: 'in {count} {count:second|seconds}', es: 'en {count} {count:segundo|segundos}' },
  'limit.inMinutes': { en: 'in {count} {count:minute|minutes}', es: 'en {count} {count:minuto|minutos}' },
};
