/** What members change about themselves. */
export const settings = {
  'settings.about': { en: 'where and how you get messages', es: 'dónde y cómo recibes mensajes' },
  'settings.menu': {
    en: '**{name}**{class} in **{community}**. Messages come by {channel}, your time is that of {city}. What do you want to change?',
    es: '**{name}**{class} en **{community}**. Los mensajes llegan por {channel}, tu hora es la de {city}. ¿Qué quieres cambiar?',
  },
  'settings.channel': { en: 'Channel', es: 'Canal' },
  'settings.timeZone': { en: 'Time', es: 'Hora' },
  'settings.name': { en: 'Name', es: 'Nombre' },
  'settings.year': { en: 'Year', es: 'Año' },
  'settings.section': { en: 'Section', es: 'Sección' },
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
