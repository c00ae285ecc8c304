/** What members ask of the bot about themselves: help, status, language, community, and what became of a message. */
export const member = {
  'help.about': { en: 'what you can do', es: 'qué puedes hacer' },
  'help.list': {
    en: 'This is what you can do now:\n{lines}',
    es: 'Esto es lo que puedes hacer ahora:\n{lines}',
  },
  'help.line': { en: '{word}: {about}', es: '{word}: {about}' },
  'help.justWrite': {
    en: 'Or just write, and I ask whether to post it to **{community}**.',
    es: 'O simplemente escribe, y te pregunto si publicarlo en **{community}**.',
  },
  'help.guest': {
    en: 'To come in you need an invite from your class: open its link, or write **JOIN** and the code.',
    es: 'Para entrar necesitas una invitación de tu clase: abre su enlace, o escribe **UNIRSE** y el código.',
  },
  'status.about': { en: 'who you are here', es: 'quién eres aquí' },
  'status.guest': {
    en: 'I do not know you yet. To come in you need an invite from your class.',
    es: 'Todavía no te conozco. Para entrar necesitas una invitación de tu clase.',
  },
  'status.you': {
    en: 'You are **{name}**{class} in **{community}**: {standing}.',
    es: 'Eres **{name}**{class} en **{community}**: {standing}.',
  },
  'status.reach': {
    en: 'Messages come by {channel}. Your time is that of {city}.',
    es: 'Los mensajes llegan por {channel}. Tu hora es la de {city}.',
  },
  'status.waiting': {
    en: 'Your request {number} waits for your classmates’ word.',
    es: 'Tu solicitud {number} espera la palabra de tus compañeros.',
  },
  'status.requests': {
    en: '{count} {count:person waits|people wait} to be recognised: {pending}',
    es: '{count} {count:persona espera|personas esperan} que las reconozcan: {pending}',
  },
  'status.others': { en: 'You are also in: {others}.', es: 'También estás en: {others}.' },
  'standing.member': { en: 'member', es: 'miembro' },
  'standing.moderator': { en: 'moderator', es: 'moderas' },
  'standing.organizer': { en: 'organizer', es: 'organizas' },
  'standing.pending': { en: 'waiting for approval', es: 'esperando aprobación' },
  'standing.suspended': { en: 'suspended', es: 'en suspenso' },
  'standing.left': { en: 'no longer a member', es: 'ya no eres miembro' },
  'standing.rejected': { en: 'not recognised', es: 'sin reconocer' },
  'standing.expired': { en: 'your request ran out', es: 'tu solicitud venció' },
  'language.about': { en: 'speak another language', es: 'hablar otro idioma' },
  'language.ask': {
    en: 'Which language shall I speak? / ¿En qué idioma hablo?',
    es: '¿En qué idioma hablo? / Which language shall I speak?',
  },
  'language.changed': {
    en: 'All right, I speak English with you now.',
    es: 'Muy bien, ahora hablo español contigo.',
  },
  'switch.about': { en: 'speak in another of your communities', es: 'hablar en otra de tus comunidades' },
  'switch.ask': { en: 'In which community do you want to speak?', es: '¿En qué comunidad quieres hablar?' },
  'switch.done': {
    en: 'What you write now goes to **{community}**.',
    es: 'Lo que escribas ahora va a **{community}**.',
  },
  'why.about': { en: 'what became of a message', es: 'qué fue de un mensaje' },
  'why.unknown': {
    en: 'I do not find a message with that number for you. The number stands beside each message.',
    es: 'No encuentro un mensaje tuyo con ese número. El número está junto a cada mensaje.',
  },
  'why.none': { en: 'There is no message for you yet.', es: 'Todavía no hay mensajes para ti.' },
  'why.yours': {
    en: 'Your message **#{number}** has {readers} {readers:reader|readers}:\n{lines}',
    es: 'Tu mensaje **#{number}** tiene {readers} {readers:lector|lectores}:\n{lines}',
  },
  'why.itsTurn': {
    en: '**#{number}** goes out {when}: that was a lot within an hour.',
    es: '**#{number}** saldrá {when}: fue mucho en una hora.',
  },
  'why.forgotten': {
    en: '**#{number}** is too long ago: I no longer know how it went to each.',
    es: '**#{number}** fue hace demasiado tiempo: ya no sé cómo llegó a cada uno.',
  },
  'why.noReaders': {
    en: 'Your message **#{number}** had nobody to go to yet.',
    es: 'Tu mensaje **#{number}** aún no tenía a quién llegar.',
  },
  'why.takenBack': { en: 'It has been taken back since.', es: 'Después fue retirado.' },
  'why.count': { en: '{count} {what}', es: '{count} {what}' },
  'why.countBy': { en: '{count} by {channel} {what}', es: '{count} por {channel} {what}' },
  'why.theirs': {
    en: 'Message **#{number}** by {author}: {what}.',
    es: 'Mensaje **#{number}** de {author}: {what}.',
  },
  'why.theirsBy': {
    en: 'Message **#{number}** by {author}, by {channel}: {what}.',
    es: 'Mensaje **#{number}** de {author}, por {channel}: {what}.',
  },
  'why.early': {
    en: 'Message **#{number}** by {author} was written before you came; I showed it to you as a welcome.',
    es: 'El mensaje **#{number}** de {author} se escribió antes de que llegaras; te lo mostré como bienvenida.',
  },
  'why.sentAt': { en: 'It left on {time}.', es: 'Salió el {time}.' },
  'why.tries': { en: 'It took {attempts} tries.', es: 'Hicieron falta {attempts} intentos.' },
  'why.repeated': {
    en: 'It was on its way when a server stopped, so I sent it once more: you may have got it twice.',
    es: 'Iba de camino cuando se detuvo un servidor, así que la envié otra vez: quizá te llegó dos veces.',
  },
  'why.status.waiting': { en: 'waiting to be sent', es: 'en espera de salir' },
  'why.status.held': { en: 'kept, {reason}', es: 'guardado, {reason}' },
  'why.status.retrying': { en: 'will be tried again, {reason}', es: 'se volverá a intentar, {reason}' },
  'why.status.uncertain': { en: 'being looked into: no answer came', es: 'en revisión: no llegó respuesta' },
  'why.status.delivered': { en: 'delivered', es: 'entregado' },
  'why.status.skipped': { en: 'not sent, {reason}', es: 'sin enviar, {reason}' },
  'why.status.failed': { en: 'failed, {reason}', es: 'falló, {reason}' },
  'reason.stopped': { en: 'since messages there were stopped', es: 'porque se pidió no recibir más allí' },
  'reason.noAddress': { en: 'since there is no way to reach them', es: 'porque no hay por dónde llegar' },
  'reason.deleted': { en: 'since it was taken back', es: 'porque fue retirado' },
  'reason.loop': {
    en: 'since the same words went there again and again',
    es: 'porque las mismas palabras iban allí una y otra vez',
  },
  'reason.left': { en: 'since they had left', es: 'porque ya no estaba' },
  'reason.throttled': {
    en: 'since the provider asked us to slow down',
    es: 'porque el proveedor pidió ir más despacio',
  },
  'reason.unreachable': {
    en: 'since the provider could not be reached',
    es: 'porque no se pudo contactar al proveedor',
  },
  'reason.uncertain': { en: 'since no answer came', es: 'porque no llegó respuesta' },
  'reason.rejected': { en: 'since the provider refused it', es: 'porque el proveedor lo rechazó' },
  'reason.undelivered': {
    en: 'since the phone could not be reached',
    es: 'porque no se pudo llegar al teléfono',
  },
  'reason.windowClosed': {
    en: 'until they write on WhatsApp again, as its rules want it',
    es: 'hasta que vuelva a escribir por WhatsApp, como mandan sus reglas',
  },
  'reason.silent': {
    en: 'since they did not write on WhatsApp for four weeks',
    es: 'porque no escribió por WhatsApp en cuatro semanas',
  },
  'reason.other': { en: 'because of a mistake of ours', es: 'por un error nuestro' },
} as const;
