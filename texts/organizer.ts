/** What organizers steer by, and what members hear of it. */
export const organizer = {
  'invite.about': { en: 'the invite for your class', es: 'la invitación para tu clase' },
  'merge.about': {
    en: 'make one of two records of the same person',
    es: 'unir dos registros de la misma persona',
  },
  'merge.how': {
    en: 'Write the two numbers that {membersWord} shows, the one that stays last: merge 7 into 12.',
    es: 'Escribe los dos números que muestra {membersWord}, al final el que queda: merge 7 en 12.',
  },
  'merge.ask': {
    en: '{merged} and {kept} are the same person? Then they are {kept} from now on, on all their channels.',
    es: '¿{merged} y {kept} son la misma persona? Desde ahora sería {kept}, en todos sus canales.',
  },
  'merge.done': {
    en: '{merged} is part of {kept} now. You can undo it.',
    es: '{merged} ahora es parte de {kept}. Puedes deshacerlo.',
  },
  'merge.undoIt': { en: 'Undo it', es: 'Deshacer' },
  'merge.undone': {
    en: '{merged} is a member of their own again.',
    es: '{merged} vuelve a estar por separado.',
  },
  'merge.none': { en: 'That number is part of nobody.', es: 'Ese número no es parte de nadie.' },
  'merge.onlyOrganizers': {
    en: 'Only organizers can do that.',
    es: 'Solo quienes organizan pueden hacerlo.',
  },
  'merge.notMembers': {
    en: 'Both have to be active members. {membersWord} shows their numbers.',
    es: 'Ambos deben ser miembros activos. {membersWord} muestra sus números.',
  },
  'merge.elsewhere': {
    en: '{merged} is in another community too, where nobody asked for it. They can do it themselves with {linkWord}.',
    es: '{merged} está también en otra comunidad, donde nadie lo pidió. Puede hacerlo con {linkWord}.',
  },
  'merge.isOperator': {
    en: '{merged} looks after Homeroom as a whole. They can do it themselves with {linkWord}.',
    es: '{merged} cuida de Homeroom entero. Puede hacerlo con {linkWord}.',
  },
  'merge.hasRole': {
    en: '{merged} looks after the class. Write the numbers the other way round, or take that role away first.',
    es: '{merged} cuida de la clase. Escribe los números al revés, o quítale antes ese papel.',
  },
  'merge.told': {
    en: 'Your organizer found two records of you, {name}, and made one of them: {merged} and {kept}. Are both you?',
    es: 'Quien organiza encontró dos registros tuyos, {name}, y los unió: {merged} y {kept}. ¿Son tuyos los dos?',
  },
  'merge.first': {
    en: 'First tell me: your organizer made one of two records, {merged} and {kept}. Are both you? What I keep of them stays apart until each of them says yes.',
    es: 'Antes dime: quien organiza unió dos registros, {merged} y {kept}. ¿Son tuyos los dos? Lo que guardo de ellos sigue aparte hasta que cada uno diga que sí.',
  },
  'merge.yes': { en: 'Yes, both', es: 'Sí, ambos' },
  'merge.no': { en: 'No, make them two', es: 'No, sepáralos' },
  'merge.typedYes': { en: 'BOTH YES', es: 'AMBOS SI' },
  'merge.typedNo': { en: 'BOTH NO', es: 'AMBOS NO' },
  'merge.saidYes': {
    en: 'Thank you. I asked on the other one’s channel too; once that says yes as well, they are one in everything.',
    es: 'Gracias. También pregunté en el canal del otro; cuando diga que sí, serán uno en todo.',
  },
  'merge.agreed': {
    en: 'Thank you: they are one in everything now.',
    es: 'Gracias: ahora son uno en todo.',
  },
  'merge.apart': {
    en: 'Thank you for telling me: {merged} and {kept} are two again.',
    es: 'Gracias por decirlo: {merged} y {kept} vuelven a ser dos.',
  },
  'merge.notAsked': {
    en: 'Nobody asks that about you now.',
    es: 'Nadie pregunta eso sobre ti ahora.',
  },
  'merge.refusedTold': {
    en: 'One of them says that {merged} and {kept} are not the same person: they are two again.',
    es: 'Uno de ellos dice que {merged} y {kept} no son la misma persona: vuelven a ser dos.',
  },
  'merge.refusedSuspended': {
    en: 'One of them says that {merged} and {kept} are not the same person: they are two again. Both were suspended or gone meanwhile: {merged} stays suspended until you lift that.',
    es: 'Uno de ellos dice que {merged} y {kept} no son la misma persona: vuelven a ser dos. Mientras tanto estaban suspendidos o fuera: {merged} sigue suspendido hasta que levantes la suspensión.',
  },
  'merge.unanswered': {
    en: '{merged} was made one with another record, and both have not said yes to that yet. It can be undone first.',
    es: '{merged} se unió a otro registro, y aún no han dicho ambos que sí. Antes se puede deshacer.',
  },
  'merge.undoneTold': {
    en: 'Your organizer made you a member of your own again, {name}: you had been taken for somebody else.',
    es: 'Quien organiza te volvió a separar, {name}: te habían tomado por otra persona.',
  },
  'mirror.about': { en: 'tie a chat group to a forum', es: 'unir un grupo de chat a un foro' },
  'mirror.how': {
    en: 'Add me to the group, and write /mirror there, or /mirror and a forum’s name. /mirror off ends it. {link}',
    es: 'Añádeme al grupo y escribe allí /mirror, o /mirror y el nombre de un foro. /mirror off lo termina. {link}',
  },
  'mirror.made': {
    en: 'This group is tied to the forum {forum}: what is said here goes there, and back. /mirror off ends it.',
    es: 'Este grupo queda unido al foro {forum}: lo que se dice aquí va allí, y al revés. /mirror off lo termina.',
  },
  'mirror.privacy': {
    en: 'I hear only commands here yet: send /setprivacy to @BotFather, choose Disable, then take me out of the group and add me again.',
    es: 'Aquí todavía oigo solo comandos: envía /setprivacy a @BotFather, elige Disable, luego quítame del grupo y añádeme otra vez.',
  },
  'mirror.ended': { en: 'This group is on its own again.', es: 'Este grupo vuelve a estar por su cuenta.' },
  'mirror.none': { en: 'This group is tied to no forum.', es: 'Este grupo no está unido a ningún foro.' },
  'mirror.noForum': { en: 'There is no forum called {forum}.', es: 'No hay ningún foro llamado {forum}.' },
  'mirror.onlyOrganizers': {
    en: 'Only organizers can do that, writing to me on this channel as themselves.',
    es: 'Solo quienes organizan pueden hacerlo, escribiéndome por este canal.',
  },
  'mirror.stranger': {
    en: 'In the group of **{community}** somebody I do not know, {name}, said ({number}):\n“{words}”',
    es: 'En el grupo de **{community}** alguien que no conozco, {name}, dijo ({number}):\n«{words}»',
  },
  'mirror.carry': { en: 'Carry it on', es: 'Llevarlo a todos' },
  'mirror.leave': { en: 'Leave it there', es: 'Dejarlo allí' },
  'mirror.carried': { en: 'Carried on in your name.', es: 'Va a todos en tu nombre.' },
  'mirror.left': { en: 'It stays in the group.', es: 'Se queda en el grupo.' },
  'mirror.settled': { en: 'That was decided already.', es: 'Eso ya se decidió.' },
  'invite.open': {
    en: 'Whoever has this invite may ask to join **{community}**:\n{lines}',
    es: 'Con esta invitación se puede pedir entrar en **{community}**:\n{lines}',
  },
  'invite.used': {
    en: 'Used {uses} {uses:time|times}{end}.',
    es: 'Usada {uses} {uses:vez|veces}{end}.',
  },
  'invite.usedOf': { en: 'Used {uses} of {max} times{end}.', es: 'Usada {uses} de {max} veces{end}.' },
  'invite.daysLeft': {
    en: ', good for {days} {days:day|days} more',
    es: ', vale {days} {days:día|días} más',
  },
  'invite.others': { en: 'Also open:\n{codes}', es: 'También abiertas:\n{codes}' },
  'invite.other': { en: '{code}: {used}', es: '{code}: {used}' },
  'invite.none': {
    en: 'There is no open invite for **{community}** just now.',
    es: 'Ahora no hay ninguna invitación abierta para **{community}**.',
  },
  'invite.newOne': { en: 'New invite', es: 'Nueva invitación' },
  'invite.limitIt': { en: 'Limit it', es: 'Limitarla' },
  'invite.takeItBack': { en: 'Take it back', es: 'Retirarla' },
  'invite.typedNew': { en: 'INVITE NEW', es: 'INVITAR NUEVA' },
  'invite.typedLimit': { en: 'INVITE LIMIT {code}', es: 'INVITAR LIMITAR {code}' },
  'invite.typedRevoke': { en: 'INVITE REVOKE {code}', es: 'INVITAR RETIRAR {code}' },
  'invite.made': { en: 'Here is a new invite.', es: 'Aquí tienes una invitación nueva.' },
  'invite.askUses': {
    en: 'How many people may use {code}? Write a number, **0** for any number.',
    es: '¿Cuántas personas pueden usar {code}? Escribe un número, **0** para cualquiera.',
  },
  'invite.askDays': {
    en: 'For how many days is {code} good? Write a number, **0** for no end.',
    es: '¿Cuántos días vale {code}? Escribe un número, **0** para sin límite.',
  },
  'invite.takenBack': {
    en: 'The invite {code} is taken back; nobody can use it any more.',
    es: 'La invitación {code} está retirada; ya nadie puede usarla.',
  },
  'invite.notFound': {
    en: 'There is no open invite {code} in **{community}**.',
    es: 'No hay ninguna invitación abierta {code} en **{community}**.',
  },
  'invite.endedMeanwhile': {
    en: 'That invite has ended meanwhile, so nothing changed.',
    es: 'Esa invitación ya terminó, así que nada cambió.',
  },
  'invite.usedMore': {
    en: '{code} has been used {uses} {uses:time|times} already, so I left it as it was. To end it, take it back.',
    es: '{code} ya se usó {uses} {uses:vez|veces}, así que la dejé como estaba. Para terminarla, retírala.',
  },
  'invite.onlyHosts': {
    en: 'Only organizers and moderators make invites and take them back.',
    es: 'Solo quienes organizan o moderan hacen invitaciones y las retiran.',
  },
  'invite.badUses': {
    en: 'An invite can be for 1 to 10,000 people.',
    es: 'Una invitación puede ser para entre 1 y 10.000 personas.',
  },
  'invite.badDays': {
    en: 'An invite can be good for 1 to 366 days.',
    es: 'Una invitación puede valer entre 1 y 366 días.',
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
    en: '… and {count} more. Write more of the name.',
    es: '… y {count} más. Escribe más del nombre.',
  },
  'members.next': { en: 'More', es: 'Más' },
  'members.typedNext': { en: 'MEMBERS FROM {number}', es: 'MIEMBROS DESDE {number}' },
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
  'forum.exists': {
    en: 'There is a forum **{name}** already. How about another name?',
    es: 'Ya hay un foro **{name}**. ¿Qué tal otro nombre?',
  },
  'forum.onlyOrganizers': { en: 'Only organizers make forums.', es: 'Solo quienes organizan hacen foros.' },
  'roles.about.promote': { en: 'make a member an organizer', es: 'hacer que un miembro organice' },
  'roles.about.demote': { en: 'make an organizer a member again', es: 'quitar a alguien de la organización' },
  'roles.about.suspend': { en: 'suspend a member', es: 'suspender a un miembro' },
  'roles.about.lift': { en: 'lift a suspension', es: 'levantar una suspensión' },
  'roles.about.remove': { en: 'remove a member', es: 'quitar a un miembro' },
  'roles.askWho': {
    en: 'Whom do you mean? Write their number (see {members}) or their name.',
    es: '¿A quién te refieres? Escribe su número (mira {members}) o su nombre.',
  },
  'roles.nobody': {
    en: 'I find nobody like that in **{community}**.',
    es: 'No encuentro a nadie así en **{community}**.',
  },
  'roles.several': { en: 'Several match. Whom do you mean?', es: 'Coinciden varios. ¿A quién te refieres?' },
  'roles.askSuspend': {
    en: 'Suspend {name}? They get nothing and can write nothing until you lift it. {why}',
    es: '¿Suspender a {name}? No recibirá ni podrá escribir nada hasta que lo levantes. {why}',
  },
  'roles.askRemove': {
    en: 'Remove {name} from **{community}**? To come back they need an invite and approval again. {why}',
    es: '¿Quitar a {name} de **{community}**? Para volver necesitará otra invitación y aprobación. {why}',
  },
  'roles.withReason': { en: 'They hear why: {reason}', es: 'Sabrá la razón: {reason}' },
  'roles.withoutReason': {
    en: 'To tell them why, write {command} and the reason.',
    es: 'Para decirle por qué, escribe {command} y la razón.',
  },
  'roles.askRole': { en: 'What shall {name} be?', es: '¿Qué papel tendrá {name}?' },
  'roles.moderator': { en: 'Moderator', es: 'Moderar' },
  'roles.organizer': { en: 'Organizer', es: 'Organizar' },
  'roles.waits': {
    en: '{name} is not in yet: they ask to join. {pending} shows how to answer.',
    es: '{name} aún no está: pide entrar. {pending} muestra cómo contestar.',
  },
  'roles.askStepDown': {
    en: 'Become a member like the others in **{community}**? Only another organizer could change that back.',
    es: '¿Volver a ser miembro como los demás en **{community}**? Solo otra persona que organice podría cambiarlo.',
  },
  'roles.unchanged': { en: 'All right, nothing changed.', es: 'De acuerdo, nada ha cambiado.' },
  'roles.done.moderator': { en: '{name} is a moderator now.', es: '{name} ahora modera.' },
  'roles.done.promote': { en: '{name} is an organizer now.', es: '{name} ahora organiza.' },
  'roles.done.demote': {
    en: '{name} is a member like the others now.',
    es: '{name} ahora es miembro como los demás.',
  },
  'roles.done.suspend': { en: '{name} is suspended.', es: '{name} está en suspenso.' },
  'roles.done.lift': { en: '{name} is back.', es: '{name} está de vuelta.' },
  'roles.done.remove': { en: '{name} is removed.', es: '{name} ya no está.' },
  'roles.told.promote': {
    en: 'You are an organizer of **{community}** now. {help} shows what you can do.',
    es: 'Ahora organizas **{community}**. {help} muestra lo que puedes hacer.',
  },
  'roles.told.moderator': {
    en: 'You are a moderator of **{community}** now: you may invite, and take back messages. {help} shows how.',
    es: 'Ahora moderas **{community}**: puedes invitar y retirar mensajes. {help} muestra cómo.',
  },
  'roles.told.reason': { en: 'The reason given: {reason}', es: 'La razón dada: {reason}' },
  'roles.told.demote': {
    en: 'You are a member like the others in **{community}** now. Thank you for what you did!',
    es: 'Ahora eres miembro como los demás en **{community}**. ¡Gracias por lo que hiciste!',
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
  'roles.refused.gone': {
    en: 'They are not in **{community}** any more.',
    es: 'Esa persona ya no está en **{community}**.',
  },
  'roles.refused.last': {
    en: 'That is the last organizer; make somebody else one first.',
    es: 'Es la última persona que organiza; nombra antes a otra.',
  },
  'audit.broken': {
    en: 'Somebody was at the audit log: {count} {count:chain does|chains do} not match what was sealed. `npm run doctor` on the server says where.',
    es: 'Alguien tocó el registro de actos: {count} {count:cadena no coincide|cadenas no coinciden} con lo sellado. `npm run doctor` en el servidor dice dónde.',
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
    en: 'You are the only one in **{community}**. If you leave, its door closes: its invites end with it. Leave?',
    es: 'No hay nadie más en **{community}**. Si te vas, se cierra su puerta: sus invitaciones terminan. ¿Irte?',
  },
  'leaving.askHandOver': {
    en: 'Leave **{community}** and hand it over to {name}?',
    es: '¿Dejar **{community}** en manos de {name}?',
  },
  'leaving.nobody': {
    en: 'Nobody active in **{community}** is called “{search}”.',
    es: 'Nadie activo en **{community}** se llama «{search}».',
  },
  'leaving.elsewhere': {
    en: 'What you write now goes to **{elsewhere}**.',
    es: 'Lo que escribas ahora va a **{elsewhere}**.',
  },
  'leaving.askSuccessor': {
    en: 'You are the last organizer of **{community}**. Who shall organize it after you? Choose, or write a name.',
    es: 'Eres la última persona que organiza **{community}**. ¿Quién la organizará después? Elige, o escribe un nombre.',
  },
  // LEAVE alone is the command, and asks again.
  'leaving.leave': { en: 'Yes, leave', es: 'Sí, irme' },
  'leaving.stay': { en: 'No, stay', es: 'No, quedarme' },
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
    en: 'Things changed meanwhile, so nothing was done yet.',
    es: 'Mientras tanto cambiaron las cosas, así que aún no se hizo nada.',
  },
} as const;
