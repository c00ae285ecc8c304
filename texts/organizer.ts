/** What organizers steer by, and what members hear of it. */
export const organizer = {
  'invite.about': { en: 'the invite for your class', es: 'la invitación para tu clase' },
  'invite.open': {
    en: 'Whoever has this may ask to join **{community}**: {link}\nBy text message they write JOIN {code}. Used {uses} {uses:time|times}{limit}.',
    es: 'Con esto se puede pedir entrar en **{community}**: {link}\nPor SMS escriben UNIRSE {code}. Usada {uses} {uses:vez|veces}{limit}.',
  },
  'invite.openBare': {
    en: 'Whoever writes **JOIN {code}** to me may ask to join **{community}**. Used {uses} {uses:time|times}{limit}.',
    es: 'Quien me escriba **UNIRSE {code}** puede pedir entrar en **{community}**. Usada {uses} {uses:vez|veces}{limit}.',
  },
  'invite.of': { en: ' of {max}', es: ' de {max}' },
  'invite.how': {
    en: '{word} NEW makes another, {word} 5 one for five people, {word} REVOKE CODE takes one back.',
    es: '{word} NUEVA hace otra, {word} 5 una para cinco personas, {word} QUITAR CÓDIGO retira una.',
  },
  'invite.none': {
    en: 'There is no open invite for **{community}** just now. An organizer can make one.',
    es: 'Ahora no hay ninguna invitación abierta para **{community}**. Quien organiza puede hacer una.',
  },
  'invite.made': { en: 'Here is a new invite.', es: 'Aquí tienes una invitación nueva.' },
  'invite.takenBack': {
    en: 'The invite {code} is taken back; nobody can use it any more.',
    es: 'La invitación {code} está retirada; ya nadie puede usarla.',
  },
  'invite.notFound': {
    en: 'There is no open invite {code} in **{community}**.',
    es: 'No hay ninguna invitación abierta {code} en **{community}**.',
  },
  'invite.onlyOrganizers': {
    en: 'Only organizers make invites and take them back.',
    es: 'Solo quienes organizan hacen invitaciones y las retiran.',
  },
  'invite.badLimit': {
    en: 'An invite can be for 1 to 10,000 people.',
    es: 'Una invitación puede ser para entre 1 y 10.000 personas.',
  },
  'members.about': { en: 'who is in your class', es: 'quién está en tu clase' },
  'members.list': {
    en: '**{community}** has {count} {count:member|members}:\n{lines}',
    es: '**{community}** tiene {count} {count:miembro|miembros}:\n{lines}',
  },
  'members.found': {
    en: '{count} {count:member|members} of **{community}** match “{search}”:\n{lines}',
    es: '{count} {count:miembro|miembros} de **{community}** coinciden con «{search}»:\n{lines}',
  },
  'members.more': {
    en: '… and {count} more. Search with {word} and part of a name.',
    es: '… y {count} más. Busca con {word} y parte de un nombre.',
  },
  'members.nobody': {
    en: 'Nobody in **{community}** is called “{search}”.',
    es: 'Nadie en **{community}** se llama «{search}».',
  },
  'members.line': { en: '{number} {who}', es: '{number} {who}' },
  'members.lineRole': { en: '{number} {who}, {role}', es: '{number} {who}, {role}' },
  'forum.about': { en: 'the forums of your class', es: 'los foros de tu clase' },
  'forum.list': {
    en: '**{community}** has {count} {count:forum|forums}: {names}.',
    es: '**{community}** tiene {count} {count:foro|foros}: {names}.',
  },
  'forum.how': { en: '{word} and a name makes another.', es: '{word} y un nombre hace otro.' },
  'forum.made': {
    en: 'The forum **{name}** is there, and everybody is in it. When you post, I ask where it should go.',
    es: 'El foro **{name}** ya existe, y todos están en él. Cuando publiques, te pregunto dónde.',
  },
  'forum.exists': { en: 'There is a forum of that name already.', es: 'Ya hay un foro con ese nombre.' },
  'forum.onlyOrganizers': { en: 'Only organizers make forums.', es: 'Solo quienes organizan hacen foros.' },
  'roles.about.promote': { en: 'make a member an organizer', es: 'hacer que un miembro organice' },
  'roles.about.demote': { en: 'make an organizer a member again', es: 'quitar a alguien de la organización' },
  'roles.about.suspend': { en: 'suspend a member', es: 'suspender a un miembro' },
  'roles.about.lift': { en: 'lift a suspension', es: 'levantar una suspensión' },
  'roles.about.remove': { en: 'remove a member', es: 'quitar a un miembro' },
  'roles.askWho': {
    en: 'Who do you mean? Write their number (see {members}) or their name.',
    es: '¿A quién te refieres? Escribe su número (mira {members}) o su nombre.',
  },
  'roles.nobody': {
    en: 'I find nobody like that in **{community}**. Write a number from {members}, or a name.',
    es: 'No encuentro a nadie así en **{community}**. Escribe un número de {members}, o un nombre.',
  },
  'roles.several': { en: 'Several match. Whom do you mean?', es: 'Coinciden varios. ¿A quién te refieres?' },
  'roles.askSuspend': {
    en: 'Suspend {name}? They get nothing and can write nothing until you lift it.',
    es: '¿Suspender a {name}? No recibirá ni podrá escribir nada hasta que lo levantes.',
  },
  'roles.askRemove': {
    en: 'Remove {name} from **{community}**? To come back they need an invite and approval again.',
    es: '¿Quitar a {name} de **{community}**? Para volver necesitará otra invitación y aprobación.',
  },
  'roles.unchanged': { en: 'All right, nothing changed.', es: 'De acuerdo, nada ha cambiado.' },
  'roles.done.promote': { en: '{name} is an organizer now.', es: '{name} ahora organiza.' },
  'roles.done.demote': {
    en: '{name} is a member now, no longer an organizer.',
    es: '{name} ahora es miembro, ya no organiza.',
  },
  'roles.done.suspend': { en: '{name} is suspended.', es: '{name} está en suspenso.' },
  'roles.done.lift': { en: '{name} is back.', es: '{name} está de vuelta.' },
  'roles.done.remove': { en: '{name} is removed.', es: '{name} ya no está.' },
  'roles.told.promote': {
    en: 'You are an organizer of **{community}** now. {help} shows what you can do.',
    es: 'Ahora organizas **{community}**. {help} muestra lo que puedes hacer.',
  },
  'roles.told.demote': {
    en: 'You are no longer an organizer of **{community}**; you stay a member.',
    es: 'Ya no organizas **{community}**; sigues siendo miembro.',
  },
  'roles.told.suspend': {
    en: 'Your place in **{community}** is suspended for now. An organizer can lift that.',
    es: 'Tu lugar en **{community}** está suspendido por ahora. Quien organiza puede levantarlo.',
  },
  'roles.told.lift': {
    en: 'You are back in **{community}**. Welcome!',
    es: 'Estás de vuelta en **{community}**. ¡Qué bueno!',
  },
  'roles.told.remove': {
    en: 'An organizer took you out of **{community}**. Nothing more comes from there.',
    es: 'Quien organiza te quitó de **{community}**. No llegará nada más de allí.',
  },
  'roles.refused.self': {
    en: 'You cannot do that to yourself. To go, use {leave}.',
    es: 'No puedes hacerte eso a ti. Para irte usa {leave}.',
  },
  'roles.refused.notAllowed': {
    en: 'Only organizers can do that.',
    es: 'Solo quienes organizan pueden hacer eso.',
  },
  'roles.refused.already': { en: 'That is so already.', es: 'Ya es así.' },
  'roles.refused.last': {
    en: 'That is the last organizer; make somebody else one first.',
    es: 'Es la última persona que organiza; nombra antes a otra.',
  },
  'leaving.about': { en: 'leave a community', es: 'dejar una comunidad' },
  'leaving.ask': {
    en: 'Leave **{community}**? Nothing more comes from there, and to come back you need an invite and your classmates’ word again.',
    es: '¿Dejar **{community}**? No llegará nada más de allí, y para volver necesitarás otra invitación y la palabra de tus compañeros.',
  },
  'leaving.askPending': {
    en: 'Take back your request to join **{community}**?',
    es: '¿Retirar tu solicitud para entrar en **{community}**?',
  },
  'leaving.askAlone': {
    en: 'You are the only one in **{community}**. Leave, and close it?',
    es: 'No hay nadie más en **{community}**. ¿Irte y cerrarla?',
  },
  'leaving.askSuccessor': {
    en: 'You are the last organizer of **{community}**. Who shall organize it after you? Choose, or write a number or a name.',
    es: 'Eres la última persona que organiza **{community}**. ¿Quién la organizará después? Elige, o escribe un número o un nombre.',
  },
  'leaving.leave': { en: 'Leave', es: 'Irme' },
  'leaving.stay': { en: 'Stay', es: 'Quedarme' },
  'leaving.stayed': { en: 'Good, you stay.', es: 'Qué bueno, te quedas.' },
  'leaving.left': {
    en: 'You have left **{community}**. All the best!',
    es: 'Dejaste **{community}**. ¡Que te vaya bien!',
  },
  'leaving.withdrawn': {
    en: 'Your request to join **{community}** is taken back.',
    es: 'Tu solicitud para entrar en **{community}** está retirada.',
  },
  'leaving.handedOver': {
    en: '{name} organizes **{community}** now. You have left; all the best!',
    es: '{name} organiza ahora **{community}**. Tú ya no estás; ¡que te vaya bien!',
  },
  'leaving.successorTold': {
    en: '{name} has left and handed **{community}** to you: you are its organizer now. {help} shows what you can do.',
    es: '{name} se fue y te entregó **{community}**: ahora la organizas. {help} muestra lo que puedes hacer.',
  },
  'leaving.changed': {
    en: 'Things changed meanwhile, so nothing was done. Please try again.',
    es: 'Mientras tanto cambiaron las cosas, así que no se hizo nada. Inténtalo de nuevo.',
  },
} as const;
