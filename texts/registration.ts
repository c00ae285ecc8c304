/** Registration, from the first word to waiting for approval; and founding a community. */
export const registration = {
  'registration.about': { en: 'join a class with an invite code', es: 'unirte a una clase con un código' },
  'registration.uninvited': {
    en: 'Hello! I connect old schoolmates, each on the channel they already use. To come in you need an invite from your class: open its link, or write **JOIN** and the code, for example JOIN K7QM-2XRD. Ask the organizer of your class for it.',
    es: '¡Hola! Conecto a antiguos compañeros de clase, cada uno por el canal que ya usa. Para entrar necesitas una invitación de tu clase: abre su enlace, o escribe **UNIRSE** y el código, por ejemplo UNIRSE K7QM-2XRD. Pídeselo a quien organiza tu clase.',
  },
  'registration.welcomeBack': {
    en: 'Hello again! You are in **{community}**. Write {help} to see what you can do, or just write something to post it.',
    es: '¡Hola de nuevo! Estás en **{community}**. Escribe {help} para ver qué puedes hacer, o escribe algo para publicarlo.',
  },
  'registration.stillWaiting': {
    en: 'Your classmates in **{community}** have been asked about you. You hear from me as soon as they decide.',
    es: 'Ya se preguntó por ti a tus compañeros de **{community}**. Te aviso en cuanto decidan.',
  },
  'registration.suspended': {
    en: 'Your place in **{community}** is suspended. An organizer can lift that.',
    es: 'Tu lugar en **{community}** está suspendido. Quien organiza puede levantarlo.',
  },
  'registration.rejectedBefore': {
    en: 'Your classmates in **{community}** did not recognise you, so I cannot let you in. If that is a mistake, please talk to an organizer.',
    es: 'Tus compañeros de **{community}** no te reconocieron, así que no puedo dejarte entrar. Si es un error, habla con quien organiza.',
  },
  'registration.lapsed': {
    en: 'Your request to join **{community}** ran out before it was decided. To ask again, open your invite once more, or write **JOIN** and its code, for example JOIN K7QM-2XRD.',
    es: 'Tu solicitud para entrar en **{community}** caducó sin decidirse. Para pedirlo de nuevo, abre otra vez tu invitación, o escribe **UNIRSE** y su código, por ejemplo UNIRSE K7QM-2XRD.',
  },
  'registration.alreadyMember': {
    en: 'You are already in **{community}**; what you write now goes there.',
    es: 'Ya estás en **{community}**; lo que escribas ahora va allí.',
  },
  'registration.cancelled': {
    en: 'All right, cancelled. Your invite stays good: use it again whenever you like.',
    es: 'De acuerdo, cancelado. Tu invitación sigue valiendo: úsala de nuevo cuando quieras.',
  },
  'registration.goOn': { en: 'Let us go on where we were.', es: 'Sigamos donde estábamos.' },
  'invite.unknown': {
    en: 'I do not know this invite code. Please check it: it has eight letters and digits, like K7QM-2XRD.',
    es: 'No conozco este código. Por favor, revísalo: tiene ocho letras y cifras, como K7QM-2XRD.',
  },
  'invite.expired': {
    en: 'This invite is no longer valid. Ask the organizer of your class for a new one.',
    es: 'Esta invitación ya no es válida. Pide una nueva a quien organiza tu clase.',
  },
  'invite.usedUp': {
    en: 'This invite has been used as often as it may be. Ask the organizer of your class for a new one.',
    es: 'Esta invitación ya se usó todas las veces permitidas. Pide una nueva a quien organiza tu clase.',
  },
  'invite.revoked': {
    en: 'This invite has been taken back. Ask the organizer of your class for a new one.',
    es: 'Esta invitación fue retirada. Pide una nueva a quien organiza tu clase.',
  },
  'invite.notOrganizer': {
    en: 'Only organizers can found another community, and you are none just now.',
    es: 'Solo quienes organizan pueden fundar otra comunidad, y ahora no es tu caso.',
  },
  'invite.byLink': { en: '{channel}: {link}', es: '{channel}: {link}' },
  'invite.byWeb': { en: 'In a browser: {link}', es: 'En un navegador: {link}' },
  'invite.byMail': { en: 'By email: a mail to {address}', es: 'Por correo: un correo a {address}' },
  'invite.bySms': { en: 'By SMS: JOIN {code} to {number}', es: 'Por SMS: UNIRSE {code} al {number}' },
  'registration.welcome': {
    en: 'Welcome! You are about to join **{community}**. A few questions, then your classmates say whether they know you.',
    es: '¡Te damos la bienvenida! Vas a entrar en **{community}**. Unas preguntas, y luego tus compañeros dicen si te conocen.',
  },
  'registration.askName': {
    en: 'What is your full name, as your classmates knew you?',
    es: '¿Cuál es tu nombre completo, tal como te conocían tus compañeros?',
  },
  'registration.nameTooShort': {
    en: 'That does not look like a name. Please write your name with letters.',
    es: 'Eso no parece un nombre. Por favor, escribe tu nombre con letras.',
  },
  'registration.nameTooLong': {
    en: 'That is too long for a name: 80 characters at most.',
    es: 'Es demasiado largo para un nombre: 80 caracteres como máximo.',
  },
  'registration.thanks': { en: 'Thank you, {name}.', es: 'Gracias, {name}.' },
  'registration.askYear': {
    en: 'In which year did you graduate, or should have?',
    es: '¿En qué año te graduaste, o debías graduarte?',
  },
  'registration.badYear': {
    en: 'Please write the year with four digits, like 1998.',
    es: 'Por favor, escribe el año con cuatro cifras, como 1998.',
  },
  'registration.yearOutOfRange': {
    en: 'That year is too long ago, or too far away: between 1930 and 2040 I take any.',
    es: 'Ese año queda demasiado atrás o demasiado lejos: acepto cualquiera entre 1930 y 2040.',
  },
  'registration.askSection': {
    en: 'Which house or section were you in? (You can skip this.)',
    es: '¿En qué casa o sección estabas? (Puedes saltarlo.)',
  },
  'registration.sectionTooLong': {
    en: 'Please keep the house or section to 40 characters.',
    es: 'Por favor, que la casa o sección no pase de 40 caracteres.',
  },
  'registration.askPhone': {
    en: 'I ask for your phone number so that nobody joins twice. Share it with the button, or type it with its country code, like +14155550123.',
    es: 'Te pido tu número de teléfono para que nadie entre dos veces. Compártelo con el botón, o escríbelo con el código del país, como +14155550123.',
  },
  'registration.sharePhone': { en: 'Share my phone number', es: 'Compartir mi número' },
  'registration.badPhone': {
    en: 'I cannot read that as a phone number. Please type it with its country code, like +14155550123.',
    es: 'No puedo leer eso como número de teléfono. Escríbelo con el código del país, como +14155550123.',
  },
  'registration.askPhoneTyped': {
    en: 'I ask for your phone number so that nobody joins twice. Type it with its country code, like +14155550123; I will text you a code.',
    es: 'Te pido tu número de teléfono para que nadie entre dos veces. Escríbelo con el código del país, como +14155550123; te enviaré un código.',
  },
  'registration.notYourContact': {
    en: 'That is somebody else’s contact. I need your own number: use the button, or type it.',
    es: 'Ese contacto es de otra persona. Necesito tu propio número: usa el botón, o escríbelo.',
  },
  'registration.contactIsNoProof': {
    en: 'A contact shows me a number, but not that it is yours.',
    es: 'Un contacto me muestra un número, pero no que sea tuyo.',
  },
  'phone.byButton': { en: 'share your number with the button', es: 'comparte tu número con el botón' },
  'phone.byOther': {
    en: 'write to us by text message or on Telegram, where your number shows',
    es: 'escríbenos por SMS o por Telegram, donde se ve tu número',
  },
  'phone.invalid': {
    en: 'This is not a valid phone number. Please check it, and begin with + and the country code.',
    es: 'No es un número de teléfono válido. Revísalo, y empieza con + y el código del país.',
  },
  'phone.country': {
    en: 'I cannot send texts to that country. Instead, {instead}.',
    es: 'No puedo enviar mensajes a ese país. En vez de eso, {instead}.',
  },
  'phone.tooManyForNumber': {
    en: 'Three codes went to this number within an hour; that is all I may send. Try again later, or {instead}.',
    es: 'En una hora ya fueron tres códigos a este número; no puedo enviar más. Prueba más tarde, o {instead}.',
  },
  'phone.tooManyHere': {
    en: 'So many codes were asked for just now that I must wait a little. Try again in an hour, or {instead}.',
    es: 'Se pidieron tantos códigos que tengo que esperar un poco. Prueba en una hora, o {instead}.',
  },
  'phone.stopped': {
    en: 'This number asked to get no texts. Write START to us from it first, or use another number.',
    es: 'Este número pidió no recibir mensajes. Escríbenos START desde él primero, o usa otro número.',
  },
  'phone.noSms': {
    en: 'I cannot send texts here. Please {instead}.',
    es: 'Aquí no puedo enviar mensajes de texto. Por favor, {instead}.',
  },
  'registration.codeSent': {
    en: 'A code is on its way; it is good for ten minutes.',
    es: 'Un código va en camino; vale diez minutos.',
  },
  'registration.askCode': {
    en: 'Type the six digits I sent to {shown}.',
    es: 'Escribe las seis cifras que envié a {shown}.',
  },
  'registration.askNewCode': {
    en: 'Shall I send a new code to {shown}?',
    es: '¿Envío otro código a {shown}?',
  },
  'registration.codeText': {
    en: '{code} is your Homeroom code. Nobody from Homeroom will ever ask you for it.',
    es: '{code} es tu código de Homeroom. Nadie de Homeroom te lo pedirá nunca.',
  },
  'registration.newCode': { en: 'Send a new code', es: 'Enviar otro código' },
  'registration.otherNumber': { en: 'Use another number', es: 'Usar otro número' },
  'registration.badCode': {
    en: 'The code has six digits.',
    es: 'El código tiene seis cifras.',
  },
  'code.wrong': {
    en: 'That is not the code. You have {tries} {tries:try|tries} left.',
    es: 'Ese no es el código. Te {tries:queda|quedan} {tries} {tries:intento|intentos}.',
  },
  'code.expired': {
    en: 'That code is too old.',
    es: 'Ese código ya venció.',
  },
  'code.exhausted': {
    en: 'That was five times the wrong code, so it does not count any more.',
    es: 'Fueron cinco códigos equivocados, así que ya no vale.',
  },
  'registration.noMoreCodes': {
    en: 'I cannot send another code to this number just now. The last one is good for ten minutes from when I sent it; or use another number.',
    es: 'Ahora no puedo enviar otro código a este número. El último vale diez minutos desde que lo envié; o usa otro número.',
  },
  'registration.askChannel': {
    en: 'Where do you want to get what your classmates write?',
    es: '¿Dónde quieres recibir lo que escriban tus compañeros?',
  },
  'registration.askTimeZone': {
    en: 'Which city’s time do you live by? Choose, or type the nearest large city.',
    es: '¿Con la hora de qué ciudad vives? Elige, o escribe la ciudad grande más cercana.',
  },
  'registration.badTimeZone': {
    en: 'I do not know that city’s time. Try a larger one nearby, like Lima, Madrid or New York.',
    es: 'No conozco la hora de esa ciudad. Prueba una más grande cercana, como Lima, Madrid o New York.',
  },
  'registration.submitted': {
    en: 'Thank you! I am asking your classmates in **{community}** now whether they know you (request {number}). You hear from me as soon as they decide.',
    es: '¡Gracias! Ahora pregunto a tus compañeros de **{community}** si te conocen (solicitud {number}). Te aviso en cuanto decidan.',
  },
  'registration.mailboxNext': {
    en: 'You want to read by email: I only need your address. Until then you get everything here.',
    es: 'Quieres leer por correo: solo me falta tu dirección. Hasta entonces lo recibes todo aquí.',
  },
  'registration.linked': {
    en: 'I know this number: welcome back, {name}. From now on this channel is yours in **{community}** too.',
    es: 'Conozco este número: hola de nuevo, {name}. Desde ahora este canal también es tuyo en **{community}**.',
  },
  'founding.about': { en: 'found another community', es: 'fundar otra comunidad' },
  'founding.welcome': {
    en: 'Welcome to Homeroom! You are its first organizer. Let us make your community.',
    es: '¡Te damos la bienvenida a Homeroom! Eres la primera persona que organiza aquí. Hagamos tu comunidad.',
  },
  'founding.askName': {
    en: 'What is your class or community called? For example: Lincoln High, Class of 1998.',
    es: '¿Cómo se llama tu clase o comunidad? Por ejemplo: Colegio San Martín, promoción 1998.',
  },
  'founding.nameTooShort': {
    en: 'Please give it a name with letters.',
    es: 'Por favor, dale un nombre con letras.',
  },
  'founding.nameTooLong': {
    en: 'Please keep the name to 60 characters.',
    es: 'Que el nombre no pase de 60 caracteres.',
  },
  'founding.done': {
    en: '**{community}** is there, and you are its organizer. Invite your classmates:\n{ways}',
    es: '**{community}** ya existe, y tú la organizas. Invita a tus compañeros:\n{ways}',
  },
} as const;
