/** Posting, answering, taking back, and how far a message got. */
export const posting = {
  'posting.about': { en: 'post something to your class', es: 'publicar algo para tu clase' },
  'posting.askText': {
    en: 'What would you like to say in **{community}**?',
    es: '¿Qué quieres decir en **{community}**?',
  },
  'posting.askTextAgain': {
    en: 'All right, write it the way it should be.',
    es: 'De acuerdo, escríbelo como debe ser.',
  },
  'posting.empty': {
    en: 'There are no words in that. Please write what you would like to say.',
    es: 'Ahí no hay palabras. Por favor, escribe lo que quieras decir.',
  },
  'posting.tooLong': {
    en: 'That is more than one message can hold: 4,000 characters at most. Please shorten it, or send it in two.',
    es: 'Es más de lo que cabe en un mensaje: 4.000 caracteres como máximo. Acórtalo, o envíalo en dos.',
  },
  'posting.askForum': { en: 'Where should it go?', es: '¿Dónde lo publico?' },
  'posting.preview': {
    en: 'This goes to {readers} {readers:classmate|classmates} in **{place}**:\n{text}',
    es: 'Esto llega a {readers} {readers:compañero|compañeros} de **{place}**:\n{text}',
  },
  'posting.previewAlone': {
    en: 'Nobody else is in **{place}** yet. This will be there for those who join:\n{text}',
    es: 'Aún no hay nadie más en **{place}**. Esto estará ahí para quienes lleguen:\n{text}',
  },
  'posting.forumOf': { en: '{community}, {forum}', es: '{community}, {forum}' },
  'posting.post': { en: 'Post it', es: 'Publicar' },
  'posting.change': { en: 'Change it', es: 'Cambiar' },
  'posting.cancel': { en: 'Cancel', es: 'Cancelar' },
  // As a text message, CANCEL is the carrier's word for stopping everything.
  'posting.leave': { en: 'Leave it', es: 'Dejarlo' },
  'posting.posted': {
    en: 'Posted as **#{number}**. {progress}',
    es: 'Publicado como **#{number}**. {progress}',
  },
  'posting.expired': {
    en: 'Your draft waited for a day, so I put it away. It was not posted. You had written:\n{text}',
    es: 'Tu borrador esperó un día, así que lo guardé. No se publicó. Habías escrito:\n{text}',
  },
  'posting.expiredEmpty': {
    en: 'You began a message yesterday and did not go on, so I closed it. Nothing was sent.',
    es: 'Ayer empezaste un mensaje y no seguiste, así que lo cerré. No se envió nada.',
  },
  'posting.noSuchForum': {
    en: 'You have no forum with the address {forum}. Mail to the address of one of yours, or answer this mail.',
    es: 'No tienes ningún foro con la dirección {forum}. Escribe a la dirección de uno tuyo, o responde a este correo.',
  },
  'posting.words': { en: '{words}', es: '{words}' },
  'posting.nowhere': {
    en: 'There is no forum you can write to just now. An organizer of your class can help.',
    es: 'Ahora no hay ningún foro donde puedas escribir. Quien organiza tu clase puede ayudarte.',
  },
  'reply.about': { en: 'answer a message by its number', es: 'responder a un mensaje por su número' },
  'reply.askText': {
    en: 'Write your answer to {author} (#{number}: {excerpt}).',
    es: 'Escribe tu respuesta a {author} (#{number}: {excerpt}).',
  },
  'reply.askTextToOwn': {
    en: 'Write what you add to your #{number} ({excerpt}).',
    es: 'Escribe lo que añades a tu #{number} ({excerpt}).',
  },
  'reply.posted': {
    en: 'Sent as **#{number}**, answering {author}. {progress}',
    es: 'Enviado como **#{number}**, en respuesta a {author}. {progress}',
  },
  'reply.postedToOwn': {
    en: 'Sent as **#{number}**, below your #{parent}. {progress}',
    es: 'Enviado como **#{number}**, debajo de tu #{parent}. {progress}',
  },
  'message.tooMany': {
    en: 'As many of your posts as go out in an hour are waiting already, so I did not take this one. Please post it again when they have gone.',
    es: 'Ya esperan tantas publicaciones tuyas como salen en una hora, así que no tomé esta. Por favor, publícala de nuevo cuando hayan salido.',
  },
  'progress.waits': {
    en: 'That was a lot within an hour, so it goes out {when}. {word} {number} takes it back.',
    es: 'Fue mucho en una hora, así que saldrá {when}. {word} {number} lo retira.',
  },
  'message.unknown': {
    en: 'I do not find a message with that number for you. The number stands beside each message.',
    es: 'No encuentro un mensaje tuyo con ese número. El número está junto a cada mensaje.',
  },
  'message.noNumber': {
    en: 'Which message do you mean? Put its number behind the word, for example: {example}',
    es: '¿Qué mensaje? Pon su número detrás de la palabra, por ejemplo: {example}',
  },
  'message.deleted': {
    en: 'That message has been taken back.',
    es: 'Ese mensaje fue retirado.',
  },
  'message.suspended': {
    en: 'Your place there is suspended just now, so I could not do that. An organizer can lift it.',
    es: 'Tu lugar allí está suspendido por ahora, así que no pude hacerlo. Un organizador puede levantarlo.',
  },
  'message.notMember': {
    en: 'You are no longer in that forum, so I could not do that.',
    es: 'Ya no estás en ese foro, así que no pude hacerlo.',
  },
  'message.notYours': {
    en: 'Only who wrote a message, or an organizer, can take it back.',
    es: 'Solo quien escribió un mensaje, o un organizador, puede retirarlo.',
  },
  'edit.about': { en: 'give a message of yours other words', es: 'cambiar un mensaje tuyo' },
  'edit.how': {
    en: 'Put the number and the new words behind it, for example: {example}',
    es: 'Pon detrás el número y las palabras nuevas, por ejemplo: {example}',
  },
  'edit.notYours': {
    en: 'Only who wrote a message can change it.',
    es: 'Solo quien escribió un mensaje puede cambiarlo.',
  },
  'edit.done': { en: '**#{number}** is changed.', es: '**#{number}** está cambiado.' },
  'edit.forgotten': {
    en: '**#{number}** is changed. It went out too long ago to be changed where it is shown.',
    es: '**#{number}** está cambiado. Salió hace demasiado tiempo para cambiarlo donde se muestra.',
  },
  'edit.noted': {
    en: '**#{number}** is changed. {noted} who had it by SMS {noted:gets|get} the new words as another text.',
    es: '**#{number}** está cambiado. {noted} que lo {noted:recibió|recibieron} por SMS {noted:recibe|reciben} las palabras nuevas en otro texto.',
  },
  'delete.about': { en: 'take back a message of yours', es: 'retirar un mensaje tuyo' },
  'delete.done': { en: '**#{number}** is taken back. {reach}', es: '**#{number}** está retirado. {reach}' },
  'delete.everywhere': {
    en: 'It disappears wherever it had arrived.',
    es: 'Desaparece de donde ya había llegado.',
  },
  'delete.exceptTexts': {
    en: '{gone} {gone:text|texts} by SMS had already gone and cannot be taken back.',
    es: '{gone} {gone:SMS ya había salido y no se puede|SMS ya habían salido y no se pueden} retirar.',
  },
  'delete.justNumber': {
    en: 'To take a message back, write just {example}. If you wanted to post this, begin it with POST.',
    es: 'Para retirar un mensaje, escribe solo {example}. Si querías publicar esto, empieza con PUBLICAR.',
  },
  'delete.forgotten': {
    en: 'It went out too long ago to disappear where it is shown.',
    es: 'Salió hace demasiado tiempo para desaparecer de donde se muestra.',
  },
  'delete.unseen': { en: 'It had not reached anybody yet.', es: 'Aún no había llegado a nadie.' },
  'delete.byOrganizer': {
    en: 'An organizer took back your message #{number}.',
    es: 'Un organizador retiró tu mensaje #{number}.',
  },
  'progress.some': {
    en: '{delivered} of {total} delivered.',
    es: '{delivered} de {total} {total:entregado|entregados}.',
  },
  'progress.all': { en: 'Delivered to all {total}.', es: 'Entregado a los {total}.' },
  'progress.one': { en: 'Delivered.', es: 'Entregado.' },
  'progress.part': {
    en: 'Delivered to {delivered} of {total}; {missed} could not be reached.',
    es: 'Entregado a {delivered} de {total}; no se pudo llegar a {missed}.',
  },
  'progress.alone': { en: 'Nobody else is here yet.', es: 'Aún no hay nadie más aquí.' },
  'progress.later': { en: 'I tell you when it has arrived.', es: 'Te aviso cuando haya llegado.' },
  'progress.line': { en: '**#{number}**: {progress}', es: '**#{number}**: {progress}' },
} as const;
