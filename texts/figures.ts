/** What became of the days that are over, for those who organize. */
export const figures = {
  'figures.about': { en: 'yesterday and the week in figures', es: 'ayer y la semana en cifras' },
  'figures.none': {
    en: 'There are no figures of **{community}** yet: they come when a day is over.',
    es: 'Aún no hay cifras de **{community}**: llegan cuando termina un día.',
  },
  'figures.day': { en: '**{community}**, {day}:\n{lines}', es: '**{community}**, {day}:\n{lines}' },
  'figures.week': {
    en: 'The last {days} {days:day|days} together:\n{lines}',
    es: 'Los últimos {days} {days:día|días} en total:\n{lines}',
  },
  'figures.written': {
    en: '{posts} {posts:post|posts}, {replies} {replies:answer|answers}, {newMembers} new',
    es: '{posts} {posts:publicación|publicaciones}, {replies} {replies:respuesta|respuestas}, {newMembers} {newMembers:nuevo|nuevos}',
  },
  'figures.waiting': {
    en: '{count} {count:asks|ask} to join',
    es: '{count} {count:pide|piden} entrar',
  },
  'figures.channel': {
    en: '{channel}: {heard} in, {sent} out, {delivered} delivered, {failed} failed',
    es: '{channel}: {heard} recibidos, {sent} enviados, {delivered} entregados, {failed} fallidos',
  },
  'figures.channelWithTimes': {
    en: '{what}, half within {median} s, 95 % within {slowest} s',
    es: '{what}, la mitad en {median} s, el 95 % en {slowest} s',
  },
  'figures.onlyOrganizers': {
    en: 'Only organizers can do that.',
    es: 'Solo quienes organizan pueden hacerlo.',
  },
};
