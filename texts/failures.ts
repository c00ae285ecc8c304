/** What could not be delivered, why, and sending it again. */
export const failures = {
  'failures.about': { en: 'what could not be delivered', es: 'lo que no se pudo entregar' },
  'failures.none': {
    en: 'In **{community}** nothing waits to be sent again.',
    es: 'En **{community}** no hay nada por reenviar.',
  },
  'failures.list': {
    en: 'Not delivered in **{community}**, {count} in the last 30 days:\n{lines}',
    es: 'Sin entregar en **{community}**, {count} en los últimos 30 días:\n{lines}',
  },
  'failures.line': {
    en: '{number}: {what} to {name}, by {channel}: {reason}{code}',
    es: '{number}: {what} para {name}, por {channel}: {reason}{code}',
  },
  'failures.notice': { en: 'a notice', es: 'un aviso' },
  'failures.post': { en: '“{excerpt}”', es: '«{excerpt}»' },
  'failures.sendAll': { en: 'Send all again', es: 'Reenviar todo' },
  'failures.typed': { en: 'REPLAY {number}', es: 'REENVIAR {number}' },
  'failures.typedNext': { en: 'FAILURES FROM {number}', es: 'FALLOS DESDE {number}' },
  'failures.notYours': {
    en: 'Only organizers can do that.',
    es: 'Solo quienes organizan pueden hacerlo.',
  },
  'replay.about': { en: 'send again what could not be delivered', es: 'reenviar lo que no se pudo entregar' },
  'replay.how': {
    en: 'Write which one to send again: {replay} 12, or {replay} all. {failures} shows the numbers.',
    es: 'Escribe cuál reenviar: {replay} 12, o {replay} todo. {failures} muestra los números.',
  },
  'replay.unknown': {
    en: 'There is no failure **{number}** that waits. {failures} shows those that do.',
    es: 'No hay ningún fallo **{number}** pendiente. {failures} muestra los que hay.',
  },
  'replay.ask': {
    en: 'Send number {number} to {name} again, by whichever channel suits best now?',
    es: '¿Reenviar el número {number} a {name}, por el canal que mejor convenga ahora?',
  },
  'replay.askAll': {
    en: 'Send {count:the one message|all messages} that could not be delivered again ({count})?',
    es: '¿Reenviar {count:el mensaje que no se pudo entregar|todos los mensajes que no se pudieron entregar} ({count})?',
  },
  'replay.done': {
    en: '{count:It is|They are} on {count:its|their} way again.',
    es: '{count:Va|Van} de nuevo en camino.',
  },
  'replay.part': {
    en: '{sent} {sent:is|are} on the way again. {missed} cannot be: those people left, or stopped every channel.',
    es: '{sent} {sent:va|van} de nuevo en camino. {missed} no se {missed:puede|pueden} enviar: se fueron, o cerraron todos los canales.',
  },
  'replay.nobody': {
    en: 'That cannot be sent now: they left or stopped every channel, or it was sent again already.',
    es: 'Eso no se puede enviar ahora: se fueron o cerraron todos los canales, o ya se reenvió.',
  },
  'replay.tooDear': {
    en: '{count} can go by SMS only, and {count:stays|stay} here: this month’s text messages are used up.',
    es: '{count} solo {count:puede|pueden} ir por SMS y {count:se queda|se quedan} aquí: se agotaron los SMS de este mes.',
  },
  'why.stopped': {
    en: '{channel} is stopped since {time}: {how}.',
    es: '{channel} está parado desde {time}: {how}.',
  },
  'why.insteadOf': { en: '{channel} was tried first: {what}.', es: 'Antes se probó por {channel}: {what}.' },
  'why.how.keyword': {
    en: 'you wrote STOP or a word like it',
    es: 'escribiste STOP o una palabra parecida',
  },
  'why.how.blocked': { en: 'you blocked me there', es: 'me bloqueaste allí' },
  'why.how.error': { en: 'a message was refused there{code}', es: 'allí se rechazó un mensaje{code}' },
  'why.how.unsubscribed': {
    en: 'you asked for no more mail',
    es: 'pediste no recibir más correo',
  },
  'why.how.complaint': { en: 'a mail of mine was marked as spam', es: 'un correo mío se marcó como spam' },
  'why.how.bounced': { en: 'too many mails came back', es: 'volvieron demasiados correos' },
} as const;
