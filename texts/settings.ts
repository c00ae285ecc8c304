/** What members change about themselves. */
export const settings = {
  'settings.about': { en: 'where and how you get messages', es: 'dónde y cómo recibes mensajes' },
  'settings.menu': {
    en: '**{name}**{class} in **{community}**. Messages come by {channel}, your time is that of {city}.{rhythm}{privacy} What do you want to change?',
    es: '**{name}**{class} en **{community}**. Los mensajes llegan por {channel}, tu hora es la de {city}.{rhythm}{privacy} ¿Qué quieres cambiar?',
  },
  'settings.channel': { en: 'Channel', es: 'Canal' },
  'settings.timeZone': { en: 'Time', es: 'Hora' },
  'settings.name': { en: 'Name', es: 'Nombre' },
  'settings.year': { en: 'Year', es: 'Año' },
  'settings.section': { en: 'Section', es: 'Sección' },
  'settings.frequency': { en: 'How often', es: 'Cada cuánto' },
  'settings.quiet': { en: 'Quiet hours', es: 'Silencio' },
  'settings.urgent': { en: 'Urgent', es: 'Urgente' },
  'settings.fallback': { en: 'Second channel', es: 'Segundo canal' },
  'settings.privacy': { en: 'Who sees you', es: 'Quién te ve' },
  'settings.askPrivacy': {
    en: 'Who may see your year and section? Friends are active members of a class that you share. Organizers always may; your number and mail address nobody sees.',
    es: '¿Quién puede ver tu año y sección? Amigos son miembros activos de una clase que compartís. Quienes organizan siempre pueden; tu número y tu correo no los ve nadie.',
  },
  'settings.privacy.everyone': { en: 'Everyone', es: 'Todos' },
  'settings.privacy.friends': { en: 'Friends', es: 'Amigos' },
  'settings.privacy.nobody': { en: 'Nobody', es: 'Nadie' },
  'settings.seenBy.friends': {
    en: ' Your year and section are for friends.',
    es: ' Tu año y sección los ven tus amigos.',
  },
  'settings.seenBy.nobody': {
    en: ' Your year and section nobody sees.',
    es: ' Tu año y sección no los ve nadie.',
  },
  'settings.rhythm': { en: '{rhythm}{quiet}{urgent}', es: '{rhythm}{quiet}{urgent}' },
  'settings.rhythm.daily': { en: ' They come every day at {time}.', es: ' Llegan cada día a las {time}.' },
  'settings.rhythm.weekly': {
    en: ' They come every {day} at {time}.',
    es: ' Llegan cada {day} a las {time}.',
  },
  'settings.rhythm.quiet': { en: ' Quiet {hours}.', es: ' Silencio {hours}.' },
  'settings.rhythm.noUrgent': {
    en: ' Announcements keep to that, too.',
    es: ' Los anuncios también lo respetan.',
  },
  'settings.askFrequency': {
    en: 'How often shall messages come?',
    es: '¿Cada cuánto quieres los mensajes?',
  },
  'settings.atOnce': { en: 'At once', es: 'Enseguida' },
  'settings.daily': { en: 'Daily', es: 'Cada día' },
  'settings.weekly': { en: 'Weekly', es: 'Cada semana' },
  'settings.askWeekday': { en: 'On which day?', es: '¿Qué día?' },
  'settings.askHour': {
    en: 'At what hour? Type it like 18 or 7:30.',
    es: '¿A qué hora? Escríbela como 18 o 7:30.',
  },
  'settings.badHour': {
    en: 'I do not understand that hour. Type it like 18 or 7:30.',
    es: 'No entiendo esa hora. Escríbela como 18 o 7:30.',
  },
  'settings.askQuiet': {
    en: 'From when to when shall I be quiet? Type it like 22-7.',
    es: '¿De qué hora a qué hora hago silencio? Escríbelo como 22-7.',
  },
  'settings.noQuiet': { en: 'No quiet hours', es: 'Sin silencio' },
  'settings.badHours': {
    en: 'I do not understand these hours. Type them like 22-7.',
    es: 'No entiendo esas horas. Escríbelas como 22-7.',
  },
  'settings.askUrgent': {
    en: 'May announcements of organizers come at once, in quiet hours too?',
    es: '¿Pueden llegar enseguida los anuncios de quienes organizan, también en horas de silencio?',
  },
  'settings.askFallback': {
    en: 'Where shall I write if I cannot reach you by {channel}?',
    es: '¿Dónde te escribo si no llego a ti por {channel}?',
  },
  'weekday.0': { en: 'Sunday', es: 'domingo' },
  'weekday.1': { en: 'Monday', es: 'lunes' },
  'weekday.2': { en: 'Tuesday', es: 'martes' },
  'weekday.3': { en: 'Wednesday', es: 'miércoles' },
  'weekday.4': { en: 'Thursday', es: 'jueves' },
  'weekday.5': { en: 'Friday', es: 'viernes' },
  'weekday.6': { en: 'Saturday', es: 'sábado' },
  'settings.done': { en: 'Done', es: 'Listo' },
  'settings.askName': { en: 'What is your full name?', es: '¿Cuál es tu nombre completo?' },
  'settings.askTimeZone': {
    en: 'Which city’s time do you live by? Type the nearest large city.',
    es: '¿Con la hora de qué ciudad vives? Escribe la ciudad grande más cercana.',
  },
  'settings.saved': { en: 'Saved.', es: 'Guardado.' },
  'settings.closed': { en: 'All right.', es: 'De acuerdo.' },
  'settings.onlyChannel': {
    en: 'I know only one way to reach you. Write to me from another channel with your invite to add it.',
    es: 'Solo conozco una forma de llegar a ti. Escríbeme desde otro canal con tu invitación para añadirlo.',
  },
  'settings.mailboxFirst': {
    en: 'For that I need your email address.',
    es: 'Para eso necesito tu dirección de correo.',
  },
  'settings.suspended': {
    en: 'Your place there is suspended just now, so I could not change that. An organizer can lift it.',
    es: 'Tu lugar allí está suspendido por ahora, así que no pude cambiarlo. Un organizador puede levantarlo.',
  },
  'settings.notMember': {
    en: 'You are no longer in that community, so I could not change that.',
    es: 'Ya no estás en esa comunidad, así que no pude cambiarlo.',
  },
  'settings.nameChanged': {
    en: '{before} in **{community}** is called {after} now.',
    es: '{before} de **{community}** ahora se llama {after}.',
  },
} as const;
