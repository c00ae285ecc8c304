/** How, when and whether messages reach people: what they choose, what was decided, and what it costs. */
export const delivery = {
  'budget.about': { en: 'what text messages may cost a month', es: 'cuánto pueden costar los SMS al mes' },
  'budget.nearlyUsedUp': {
    en: 'Text messages have used {spent} of this month’s {budget} segments. /budget or BUDGET shows and changes that.',
    es: 'Los SMS ya usaron {spent} de los {budget} segmentos de este mes. /presupuesto o PRESUPUESTO lo muestra y lo cambia.',
  },
  'budget.usedUp': {
    en: 'This month’s {budget} segments for text messages are used up. Whoever has another channel gets messages there, the others none by SMS until next month. /budget 500 or BUDGET 500 allows more.',
    es: 'Los {budget} segmentos de SMS de este mes se agotaron. Quien tiene otro canal recibe los mensajes allí; los demás, ninguno por SMS hasta el mes que viene. /presupuesto 500 o PRESUPUESTO 500 permite más.',
  },
  'budget.none': {
    en: 'Text messages have no limit in **{community}**. {spent} {spent:segment|segments} this month. {word} 500 sets one.',
    es: 'Los SMS no tienen límite en **{community}**. {spent} {spent:segmento|segmentos} este mes. {word} 500 pone uno.',
  },
  'budget.state': {
    en: 'Text messages in **{community}** have used {spent} of {budget} segments this month.{money} {word} 500 sets another limit, {word} none lifts it.',
    es: 'Los SMS en **{community}** usaron {spent} de {budget} segmentos este mes.{money} {word} 500 pone otro límite, {word} no lo quita.',
  },
  'budget.money': {
    en: ' That is {spent} of {budget}, at {price} a segment.',
    es: ' Son {spent} de {budget}, a {price} el segmento.',
  },
  'budget.saved': {
    en: 'Text messages in **{community}** may take {budget} {budget:segment|segments} a month.',
    es: 'Los SMS en **{community}** pueden usar {budget} {budget:segmento|segmentos} al mes.',
  },
  'budget.lifted': {
    en: 'Text messages in **{community}** have no limit any more.',
    es: 'Los SMS en **{community}** ya no tienen límite.',
  },
  'budget.how': {
    en: 'Write {word} 500 for 500 segments a month, {word} 10 at 0.0079 for ten of your money at that price a segment, or {word} none.',
    es: 'Escribe {word} 500 para 500 segmentos al mes, {word} 10 a 0.0079 para diez de tu dinero a ese precio por segmento, o {word} no.',
  },
  'budget.onlyOrganizers': {
    en: 'Only organizers look after what text messages cost.',
    es: 'Solo quienes organizan cuidan lo que cuestan los SMS.',
  },
  'quiet.about': { en: 'the hours without messages', es: 'las horas sin mensajes' },
  'quiet.none': {
    en: 'You have no quiet hours. {word} 22-7 keeps messages from ten in the evening until seven.',
    es: 'No tienes horas de silencio. {word} 22-7 guarda los mensajes desde las diez de la noche hasta las siete.',
  },
  'quiet.state': {
    en: 'From {from} to {to} in {city} I keep messages for you, and bring them afterwards. {word} none ends that.',
    es: 'De {from} a {to} en {city} guardo tus mensajes y te los traigo después. {word} no lo termina.',
  },
  'quiet.saved': {
    en: 'From {from} to {to} in {city} I keep messages for you, and bring them afterwards. Codes, and answers to what you just did, still come.',
    es: 'De {from} a {to} en {city} guardo tus mensajes y te los traigo después. Los códigos, y las respuestas a lo que acabas de hacer, llegan igual.',
  },
  'quiet.ended': {
    en: 'All right, messages come at any hour.',
    es: 'De acuerdo, los mensajes llegan a cualquier hora.',
  },
  'quiet.how': {
    en: 'I do not understand these hours. Write them like {word} 22-7, or {word} none.',
    es: 'No entiendo esas horas. Escríbelas así: {word} 22-7, o {word} no.',
  },
  'mute.about': { en: 'no messages for some hours', es: 'sin mensajes por unas horas' },
  'mute.everything': {
    en: 'All right, silence until {time}. Then I bring what came meanwhile, together. {unmute} ends it sooner.',
    es: 'De acuerdo, silencio hasta el {time}. Después te traigo junto lo que llegó. {unmute} lo termina antes.',
  },
  'mute.person': {
    en: 'You hear nothing from {name} in **{community}**{until}. {unmute} ends that. I do not tell them.',
    es: 'No recibes nada de {name} en **{community}**{until}. {unmute} lo termina. No se lo digo.',
  },
  'mute.forum': {
    en: 'You hear nothing from **{name}** in **{community}**{until}. {unmute} ends that.',
    es: 'No recibes nada de **{name}** en **{community}**{until}. {unmute} lo termina.',
  },
  'mute.until': { en: ' until {time}', es: ' hasta el {time}' },
  'mute.list': { en: 'This is muted:\n{lines}', es: 'Esto está en silencio:\n{lines}' },
  'mute.lineEverything': { en: 'everything, until {time}', es: 'todo, hasta el {time}' },
  'mute.linePerson': { en: '{name}{until}', es: '{name}{until}' },
  'mute.lineForum': { en: 'the forum {name}{until}', es: 'el foro {name}{until}' },
  'mute.nothing': { en: 'Nothing is muted.', es: 'Nada está en silencio.' },
  'mute.how': {
    en: 'Write {word} 72 for 72 hours of silence, {word} 3 days, {word} #12 for what member 12 writes, {word} forum Music for a forum; a number of hours behind these two ends it by itself.',
    es: 'Escribe {word} 72 para 72 horas de silencio, {word} 3 días, {word} #12 para lo que escribe el miembro 12, {word} foro Música para un foro; un número de horas detrás de estos dos lo termina solo.',
  },
  'mute.tooLong': {
    en: 'A year is the longest silence: 8,760 hours.',
    es: 'Un año es el silencio más largo: 8.760 horas.',
  },
  'mute.nobody': {
    en: 'I find nobody called {words} in **{community}**.',
    es: 'No encuentro a nadie llamado {words} en **{community}**.',
  },
  'mute.several': {
    en: 'Several are called {words}. Use the number from {members}, like {word} #12.',
    es: 'Varios se llaman {words}. Usa el número de {members}, como {word} #12.',
  },
  'mute.self': { en: 'You do not hear yourself anyway.', es: 'De todos modos no te oyes.' },
  'mute.noForum': {
    en: 'There is no forum called {words} in **{community}**. There {count:is|are}: {names}.',
    es: 'No hay ningún foro llamado {words} en **{community}**. Hay: {names}.',
  },
  'mute.whichForum': {
    en: 'Which forum? There are: {names}. Write {word} forum and its name.',
    es: '¿Qué foro? Hay: {names}. Escribe {word} foro y su nombre.',
  },
  'mute.ended': { en: 'All right, you hear everything again.', es: 'De acuerdo, vuelves a recibir todo.' },
  'mute.endedPerson': { en: 'You hear {name} again.', es: 'Vuelves a recibir lo de {name}.' },
  'mute.endedForum': { en: 'You hear **{name}** again.', es: 'Vuelves a recibir lo de **{name}**.' },
  'mute.wasNot': { en: 'That was not muted.', es: 'Eso no estaba en silencio.' },
  'announce.about': {
    en: 'post something urgent, at any hour',
    es: 'publicar algo urgente, a cualquier hora',
  },
  'announce.preview': {
    en: 'This goes to {readers} {readers:classmate|classmates} in **{place}** as an announcement: at once, in quiet hours too, to all who allow that:\n{text}',
    es: 'Esto llega a {readers} {readers:compañero|compañeros} de **{place}** como anuncio: enseguida, también en horas de silencio, a quienes lo permiten:\n{text}',
  },
  'rehearse.about': { en: 'what would happen if you posted this', es: 'qué pasaría si publicaras esto' },
  'rehearse.head': {
    en: 'If you post this now, this is what happens to {readers} {readers:reader|readers}:\n{lines}',
    es: 'Si publicas esto ahora, esto pasa con {readers} {readers:lector|lectores}:\n{lines}',
  },
  'rehearse.nobody': {
    en: 'If you post this now, nobody else is there to read it yet.',
    es: 'Si publicas esto ahora, aún no hay nadie más que lo lea.',
  },
  'rehearse.atOnce': { en: '{count} by {channel} at once', es: '{count} por {channel} enseguida' },
  'rehearse.urgent': {
    en: '{count} by {channel} at once, as they allow what is urgent',
    es: '{count} por {channel} enseguida, porque permiten lo urgente',
  },
  'rehearse.quietHours': {
    en: '{count} by {channel} after quiet hours, from {time} on',
    es: '{count} por {channel} después de las horas de silencio, desde el {time}',
  },
  'rehearse.daily': {
    en: '{count} by {channel} with a daily digest, from {time} on',
    es: '{count} por {channel} con un resumen diario, desde el {time}',
  },
  'rehearse.weekly': {
    en: '{count} by {channel} with a weekly digest, from {time} on',
    es: '{count} por {channel} con un resumen semanal, desde el {time}',
  },
  'rehearse.muted': {
    en: '{count} by {channel} when the silence ends that they asked for, from {time} on',
    es: '{count} por {channel} cuando acabe el silencio que pidieron, desde el {time}',
  },
  'rehearse.windowClosed': {
    en: '{count} by {channel} as soon as they write there again',
    es: '{count} por {channel} en cuanto vuelvan a escribir allí',
  },
  'rehearse.skipped': { en: '{count} not at all, {reason}', es: '{count} no lo reciben, {reason}' },
  'rehearse.segments': {
    en: 'Text messages would take {segments} {segments:segment|segments}.',
    es: 'Los SMS usarían {segments} {segments:segmento|segmentos}.',
  },
  'rehearse.segmentsOf': {
    en: 'Text messages would take {segments} {segments:segment|segments}; {left} of {budget} are left this month.',
    es: 'Los SMS usarían {segments} {segments:segmento|segmentos}; este mes quedan {left} de {budget}.',
  },
  'why.until.quietHours': {
    en: 'held until {time} for quiet hours',
    es: 'guardado hasta el {time} por horas de silencio',
  },
  'why.until.daily': {
    en: 'kept for the daily digest of {time}',
    es: 'guardado para el resumen diario del {time}',
  },
  'why.until.weekly': {
    en: 'kept for the weekly digest of {time}',
    es: 'guardado para el resumen semanal del {time}',
  },
  'why.until.muted': {
    en: 'kept until {time}, as silence was asked for',
    es: 'guardado hasta el {time}, porque se pidió silencio',
  },
  'why.until.yourQuietHours': {
    en: 'held until {time}, your quiet hours',
    es: 'guardado hasta el {time}, tus horas de silencio',
  },
  'why.waited.quietHours': {
    en: 'It waited for the end of your quiet hours.',
    es: 'Esperó a que terminaran tus horas de silencio.',
  },
  'why.waited.daily': { en: 'It waited for your daily digest.', es: 'Esperó a tu resumen diario.' },
  'why.waited.weekly': { en: 'It waited for your weekly digest.', es: 'Esperó a tu resumen semanal.' },
  'why.waited.muted': {
    en: 'It waited, as you had asked for silence.',
    es: 'Esperó, porque habías pedido silencio.',
  },
  'why.passed.urgent': {
    en: 'It did not wait, as it is urgent, which you allow.',
    es: 'No esperó, porque es urgente, y eso lo permites.',
  },
  'why.passed.answersYou': {
    en: 'It did not wait, as it answers what you had just written.',
    es: 'No esperó, porque responde a lo que acababas de escribir.',
  },
  'why.otherWay': {
    en: 'It did not take the channel you prefer, {reason}.',
    es: 'No fue por el canal que prefieres, {reason}.',
  },
  'why.otherWayOf': {
    en: '{what}, instead of their preferred channel, {reason}',
    es: '{what}, en vez de su canal preferido, {reason}',
  },
  'why.names': { en: '{what}: {names}', es: '{what}: {names}' },
  'reason.bounced': { en: 'since mail there came back', es: 'porque el correo volvió' },
  'reason.off': { en: 'since that channel is off here', es: 'porque ese canal está apagado aquí' },
  'reason.unproven': {
    en: 'since that address is not proven yet',
    es: 'porque esa dirección aún no está comprobada',
  },
  'reason.budget': {
    en: 'since this month’s text messages are used up',
    es: 'porque se agotaron los SMS de este mes',
  },
  'reason.suspended': { en: 'since their place is suspended', es: 'porque su lugar está suspendido' },
  'reason.mutedPerson': { en: 'since you muted its author', es: 'porque silenciaste a quien lo escribió' },
  'reason.mutedForum': { en: 'since you muted its forum', es: 'porque silenciaste su foro' },
  'reason.choice': { en: 'as they chose', es: 'porque así lo eligieron' },
  'progress.andLater': {
    en: '{delivered} of {total} delivered, {later} {later:gets|get} it later.',
    es: '{delivered} de {total} entregados, {later} lo {later:recibe|reciben} más tarde.',
  },
  'progress.andLaterPart': {
    en: '{delivered} of {total} delivered, {later} {later:gets|get} it later, {missed} could not be reached.',
    es: '{delivered} de {total} entregados, {later} lo {later:recibe|reciben} más tarde, a {missed} no se pudo llegar.',
  },
} as const;
