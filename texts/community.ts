/** What organizers change about their community. */
export const community = {
  'community.about': {
    en: 'your community’s name, language and time',
    es: 'nombre, idioma y hora de tu comunidad',
  },
  'community.en': { en: 'English', es: 'inglés' },
  'community.es': { en: 'Spanish', es: 'español' },
  'community.state': {
    en: '**{community}** speaks {language} and lives by the time of {city}. {vouches} {vouches:classmate has|classmates have} to know somebody who asks to come in.',
    es: '**{community}** habla {language} y vive con la hora de {city}. {vouches} {vouches:compañero tiene|compañeros tienen} que conocer a quien pide entrar.',
  },
  'community.how': {
    en: 'To change it write {word} name and a name, {word} language en or es, {word} time and a city, or {word} vouches and a number.',
    es: 'Para cambiarlo escribe {word} nombre y un nombre, {word} idioma en o es, {word} hora y una ciudad, o {word} avales y un número.',
  },
  'community.renamed': {
    en: '{before} is called **{community}** now.',
    es: '{before} ahora se llama **{community}**.',
  },
  'community.speaks': {
    en: '**{community}** speaks {language} now. Everybody still reads in their own language.',
    es: '**{community}** ahora habla {language}. Cada quien sigue leyendo en su idioma.',
  },
  'community.livesBy': {
    en: '**{community}** lives by the time of {city} now.',
    es: '**{community}** ahora vive con la hora de {city}.',
  },
  'community.needs': {
    en: '{vouches} {vouches:classmate has|classmates have} to know somebody who asks to join **{community}** from now on.',
    es: 'Desde ahora {vouches} {vouches:compañero tiene|compañeros tienen} que conocer a quien pide entrar en **{community}**.',
  },
  'community.badLanguage': {
    en: 'I speak English (en) and Spanish (es).',
    es: 'Hablo inglés (en) y español (es).',
  },
  'community.badVouches': {
    en: 'That is a number from 1 to 9.',
    es: 'Es un número del 1 al 9.',
  },
  'community.onlyOrganizers': {
    en: 'Only organizers change the community.',
    es: 'Solo quienes organizan cambian la comunidad.',
  },
} as const;
