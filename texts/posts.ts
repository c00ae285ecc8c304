/** What carried messages say around people's own words. */
export const posts = {
  /** With the mark that tells authors apart. */
  'post.author': { en: '{mark} {name}', es: '{mark} {name}' },
  'post.header': { en: '**{author}** · {number}', es: '**{author}** · {number}' },
  'post.headerAlone': { en: '**{author}**', es: '**{author}**' },
  'post.headerIn': { en: '**{author}** in {place} · {number}', es: '**{author}** en {place} · {number}' },
  'post.answering': { en: 'answering {author}', es: 'responde a {author}' },
  'post.answeringNumber': { en: 'answering {author} {number}', es: 'responde a {author} {number}' },
  'post.answeringYou': { en: 'answering you', es: 'te responde' },
  'post.answeringYouNumber': { en: 'answering you, {number}', es: 'te responde, {number}' },
  'post.smsHeader': { en: '{author}', es: '{author}' },
  'post.smsHeaderIn': { en: '{author} in {place}', es: '{author} en {place}' },
  'post.smsFooter': {
    en: 'Answer: REPLY {number}: your words',
    es: 'Contesta: REPLY {number}: tus palabras',
  },
  'post.corrected': {
    en: '{author} corrected {number}: ',
    es: '{author} corrigió {number}: ',
  },
  'post.deleted': { en: '{author} took this message back.', es: '{author} retiró este mensaje.' },
} as const;
