/** What any conversation may say. */
export const common = {
  /** Stands in the database in the place of a name that was forgotten; each reader sees it in their language. */
  'common.formerMember': { en: 'A former member', es: 'Antiguo miembro' },
  'common.cancelled': { en: 'All right, cancelled.', es: 'De acuerdo, cancelado.' },
  'common.nothingToCancel': {
    en: 'There is nothing to cancel just now.',
    es: 'Ahora mismo no hay nada que cancelar.',
  },
  'common.nothingToGoBackTo': {
    en: 'This is the first question; there is nothing to go back to.',
    es: 'Esta es la primera pregunta; no hay nada a lo que volver.',
  },
  'common.inConversation': {
    en: 'You are in the middle of something. Answer the question, or write **back** to correct the previous answer, **{exit}** to stop.',
    es: 'Estás en medio de algo. Responde a la pregunta, o escribe **atrás** para corregir la respuesta anterior, **{exit}** para dejarlo.',
  },
  'common.chooseOne': {
    en: 'Please choose one of these.',
    es: 'Por favor, elige una de estas opciones.',
  },
  'common.textPlease': {
    en: 'I can only read text here, please type your answer.',
    es: 'Aquí solo puedo leer texto; por favor, escribe tu respuesta.',
  },
  'common.mediaNotCarried': {
    en: 'I can only carry words and files to the others. Write what you would like to say.',
    es: 'Solo puedo llevar palabras y archivos a los demás. Escribe lo que quieras decir.',
  },
  'common.staleButton': {
    en: 'That button belongs to an earlier question.',
    es: 'Ese botón es de una pregunta anterior.',
  },
  'common.finishedButton': {
    en: 'That button belongs to a conversation that is over.',
    es: 'Ese botón es de una conversación que ya terminó.',
  },
  'common.unknownCommand': {
    en: 'I do not know {command}. Write {help} to see what you can do here.',
    es: 'No conozco {command}. Escribe {help} para ver lo que puedes hacer aquí.',
  },
  'common.forOrganizers': {
    en: '{command} is for organizers only. Write {help} to see what you can do here.',
    es: '{command} es solo para quienes organizan. Escribe {help} para ver lo que puedes hacer aquí.',
  },
  'common.forSeveral': {
    en: '{command} is for people who are in several communities. Write {help} to see what you can do here.',
    es: '{command} es para quienes están en varias comunidades. Escribe {help} para ver lo que puedes hacer aquí.',
  },
  'common.forMembers': {
    en: '{command} is for active members of the class only. Write {help} to see what you can do here.',
    es: '{command} es solo para miembros activos de la clase. Escribe {help} para ver lo que puedes hacer aquí.',
  },
  'common.editedTooLate': {
    en: 'I took your message as it first was; changing it does not change what I did with it.',
    es: 'Tomé tu mensaje tal como era al principio; cambiarlo no cambia lo que hice con él.',
  },
  'common.notUnderstood': {
    en: 'I got something I cannot read. Please write it as text.',
    es: 'Me llegó algo que no puedo leer. Por favor, escríbelo como texto.',
  },
  'common.somethingBroke': {
    en: 'Something went wrong on our side with your last message. It is kept, and somebody will look at it. Please go on.',
    es: 'Algo falló por nuestra parte con tu último mensaje. Está guardado y alguien lo mirará. Por favor, continúa.',
  },
  'common.stopped': {
    en: 'You will get nothing more here. Write START to come back.',
    es: 'No recibirás nada más aquí. Escribe START para volver.',
  },
  'common.startedAgain': {
    en: 'Welcome back: you get messages here again.',
    es: 'Hola de nuevo: vuelves a recibir mensajes aquí.',
  },
  'common.startAgain': {
    en: 'You asked me to stop, so this is the last I write here. Write START whenever you want to come back.',
    es: 'Me pediste que parara, así que esto es lo último que te escribo aquí. Escribe START cuando quieras volver.',
  },
  'common.carrierHelp': {
    en: 'Homeroom connects old schoolmates. Write MENU to see what you can do, STOP to get nothing more.',
    es: 'Homeroom conecta a antiguos compañeros. Escribe MENU para ver qué puedes hacer, STOP para no recibir nada más.',
  },
  'common.consent': {
    en: 'You get these texts because your number was given to Homeroom. Msg & data rates may apply. Reply STOP to stop, HELP for help.',
    es: 'Recibes estos mensajes porque se dio tu número a Homeroom. Pueden aplicarse tarifas. Responde STOP para parar, HELP para ayuda.',
  },
  'common.consentWriter': {
    en: 'You get these texts because you wrote to Homeroom. Msg & data rates may apply. Reply STOP to stop, HELP for help.',
    es: 'Recibes estos mensajes porque escribiste a Homeroom. Pueden aplicarse tarifas. Responde STOP para parar, HELP para ayuda.',
  },
  'common.typeInstead': { en: 'Answer {words}.', es: 'Responde {words}.' },
  'common.or': { en: '{one} or {other}', es: '{one} o {other}' },
  'mail.isYours': {
    en: 'A mail came in your name, and nothing shows that you wrote it:\n“{excerpt}”\nIs it yours? Until you say so I take no other like it.',
    es: 'Llegó un correo a tu nombre, y nada muestra que lo hayas escrito tú:\n«{excerpt}»\n¿Es tuyo? Hasta que lo digas no tomo ningún otro así.',
  },
  'mail.dropped': {
    en: 'I left that mail alone, then. Answer one of my mails, and I know that it is you.',
    es: 'Entonces dejé ese correo de lado. Responde a uno de mis correos, y sabré que eres tú.',
  },
  'mail.expired': {
    en: 'The mail you answered is more than 90 days old, so I did not take your answer. Answer a newer one, or this one.',
    es: 'El correo que respondiste tiene más de 90 días, así que no tomé tu respuesta. Responde a uno más nuevo, o a este.',
  },
  'mail.forged': {
    en: 'The address you wrote to is none of mine. Answer one of my mails without changing its address.',
    es: 'La dirección a la que escribiste no es mía. Responde a uno de mis correos sin cambiar la dirección.',
  },
  'mail.notYours': {
    en: 'That answer was to a mail that went to somebody else, so I did not take it. Write from the address that I write to.',
    es: 'Esa respuesta era a un correo que fue a otra persona, así que no la tomé. Escribe desde la dirección a la que te escribo.',
  },
  'unsubscribe.title': { en: 'Homeroom mail', es: 'Correo de Homeroom' },
  'unsubscribe.ask': {
    en: 'Press the button, and no more mail comes to you from Homeroom. Other channels go on.',
    es: 'Toca el botón, y no te llegará más correo de Homeroom. Los otros canales siguen.',
  },
  'unsubscribe.button': { en: 'Stop the mail', es: 'No más correo' },
  'unsubscribe.done': {
    en: 'Done: no more mail comes to you. Write us a mail that says START whenever you want it again.',
    es: 'Listo: no te llegará más correo. Escríbenos un correo que diga START cuando quieras recibirlo de nuevo.',
  },
  'unsubscribe.startAgain': {
    en: 'You asked for no more mail, so this is the last I write here. Answer START whenever you want it again.',
    es: 'Pediste no recibir más correo, así que esto es lo último que te escribo aquí. Responde START cuando quieras recibirlo de nuevo.',
  },
  'unsubscribe.unknown': {
    en: 'This link is not ours, or too old. The newest mail has one that works.',
    es: 'Este enlace no es nuestro, o ya venció. El correo más reciente tiene uno que sirve.',
  },
  'common.yes': { en: 'Yes', es: 'Sí' },
  'common.no': { en: 'No', es: 'No' },
  'common.choose': { en: 'Choose', es: 'Elegir' },
  'window.waiting': {
    en: 'Hello {name}, there are new messages for you in {community}. Press the button to read them.',
    es: 'Hola {name}, hay mensajes nuevos para ti en {community}. Toca el botón para leerlos.',
  },
  'window.show': { en: 'Show me', es: 'Mostrar' },
  'window.here': { en: 'Here is what came meanwhile.', es: 'Esto llegó mientras tanto.' },
  'common.skip': { en: 'Skip', es: 'Saltar' },
  'channel.telegram': { en: 'Telegram', es: 'Telegram' },
  'channel.whatsapp': { en: 'WhatsApp', es: 'WhatsApp' },
  'channel.email': { en: 'Email', es: 'Correo' },
  'channel.whatsapp-web': { en: 'WhatsApp', es: 'WhatsApp' },
  'channel.sms': { en: 'SMS', es: 'SMS' },
  'channel.web': { en: 'Web chat', es: 'Chat web' },
};
