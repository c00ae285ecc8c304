/** One person on several channels. */
export const linking = {
  'link.about': { en: 'be the same person on another channel', es: 'ser la misma persona en otro canal' },
  'link.guest': {
    en: 'Write this where your class knows you already: there I show you a code to type here.',
    es: 'Escribe esto donde tu clase ya te conoce: allí te muestro un código para escribir aquí.',
  },
  'link.code': {
    en: 'Within 15 minutes write **{link} {code}** to me from your other channel:\n{ways}\nShow the code to nobody: it makes whoever writes it you.',
    es: 'En los próximos 15 minutos escríbeme **{link} {code}** desde tu otro canal:\n{ways}\nNo muestres el código a nadie: quien lo escriba será tú.',
  },
  'mailbox.about': { en: 'read everything by email', es: 'leer todo por correo' },
  'mailbox.ask': {
    en: 'At which email address do you want to read?',
    es: '¿En qué dirección de correo quieres leer?',
  },
  'mailbox.give': { en: 'Give my address', es: 'Dar mi dirección' },
  'mailbox.bad': {
    en: 'That does not look like an email address. It has an @, like ana@example.org.',
    es: 'Eso no parece una dirección de correo. Lleva una @, como ana@example.org.',
  },
  'mailbox.proven': {
    en: 'Done: what your classmates write comes to {email} from now on. You can answer each mail. {settingsWord} changes it.',
    es: 'Listo: lo que escriban tus compañeros llega desde ahora a {email}. Puedes responder a cada correo. {settingsWord} lo cambia.',
  },
  'mailbox.taken': {
    en: '{email} belongs to somebody else here. If that is you as well, write LINK there first.',
    es: '{email} ya es de otra persona aquí. Si también eres tú, escribe LINK allí primero.',
  },
  'mailbox.own': { en: '{email} is yours already.', es: '{email} ya es tuya.' },
  'mailbox.tooMany': {
    en: 'So many codes were asked for just now that I must wait a little. Try again in an hour.',
    es: 'Se pidieron tantos códigos que tengo que esperar un poco. Prueba en una hora.',
  },
  'mailbox.tooManyToday': {
    en: 'So many codes went to {email} that I send no more there today. Try again tomorrow.',
    es: 'Envié tantos códigos a {email} que hoy no envío más. Prueba mañana.',
  },
  'mailbox.stopped': {
    en: '{email} asked to get no more mail. Write us a mail from it first that says START.',
    es: '{email} pidió no recibir más correo. Escríbenos primero un correo desde allí que diga START.',
  },
  'mailbox.none': { en: 'There is no email here.', es: 'Aquí no hay correo.' },
  'link.way': { en: '{channel}: {place}', es: '{channel}: {place}' },
  'link.unknown': {
    en: 'I do not know this code, or it is too old. Write {link} where your class knows you for a new one.',
    es: 'No conozco este código, o ya venció. Escribe {link} donde tu clase te conoce para pedir otro.',
  },
  'link.already': { en: 'You are {name} here already.', es: 'Aquí ya eres {name}.' },
  'link.taken': {
    en: 'Somebody is a member from here already. If both are you, ask an organizer to make you one.',
    es: 'Desde aquí ya hay alguien inscrito. Si ambos son tú, pide a un organizador que los una.',
  },
  'link.done': {
    en: 'You are {name} here too now. To get your messages by {channel}, choose it under settings.',
    es: 'Ahora también aquí eres {name}. Para recibir tus mensajes por {channel}, elígelo en ajustes.',
  },
  'link.told': {
    en: 'You are linked with {channel} now. If that was not you, write {unlink} at once.',
    es: 'Ahora tienes vinculado {channel}. Si no fuiste tú, escribe {unlink} enseguida.',
  },
  'unlink.ask': { en: 'Which one shall no longer be you?', es: '¿Cuál ya no será tuyo?' },
  'unlink.none': { en: 'None', es: 'Ninguno' },
  'unlink.onlyOne': {
    en: 'I know you only here. {leave} takes you out of your class.',
    es: 'Solo te conozco aquí. {leave} te saca de tu clase.',
  },
  'unlink.done': { en: 'Done: that is not you any more.', es: 'Hecho: ese ya no eres tú.' },
  'unlink.gone': { en: 'That is not yours any more.', es: 'Ese ya no es tuyo.' },
} as const;
