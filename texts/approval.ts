/** Peers approve who comes in: the request, their votes, and what all sides hear of the outcome. */
export const approval = {
  'approval.request': {
    en: 'Request {number}: **{who}** asks to join **{community}**. Do you know them?',
    es: 'Solicitud {number}: **{who}** pide entrar en **{community}**. ¿Conoces a esta persona?',
  },
  'approval.numberWasOthers': {
    en: 'Request {number}: **{who}** asks to join **{community}**. Do you know them? Their phone number belonged to somebody else before, so please look twice.',
    es: 'Solicitud {number}: **{who}** pide entrar en **{community}**. ¿Conoces a esta persona? Su número de teléfono era antes de alguien más; por favor, míralo bien.',
  },
  'approval.patience': {
    en: 'Your request to join **{community}** is still open. I reminded those who may know you, and you hear from me as soon as there is news. You need do nothing.',
    es: 'Tu solicitud para entrar en **{community}** sigue abierta. Se lo recordé a quienes pueden conocerte, y te aviso en cuanto haya noticias. No tienes que hacer nada.',
  },
  'approval.reminder': {
    en: 'Request {number} is still open: **{who}** asks to join **{community}**. Do you know them?',
    es: 'La solicitud {number} sigue abierta: **{who}** pide entrar en **{community}**. ¿Conoces a esta persona?',
  },
  'approval.contested': {
    en: 'Request {number}: some in **{community}** know **{who}**, some do not. As an organizer you decide: do you know them?',
    es: 'Solicitud {number}: en **{community}** hay quien conoce a **{who}** y quien no. Tú organizas, así que decides: ¿conoces a esta persona?',
  },
  'approval.yes': { en: 'Yes, I know them', es: 'Sí, nos conocemos' },
  'approval.no': { en: 'No', es: 'No' },
  'approval.typedYes': { en: 'YES {number}', es: 'SI {number}' },
  'approval.typedNo': { en: 'NO {number}', es: 'NO {number}' },
  'approval.welcome': {
    en: 'You are in! Your classmates in **{community}** know you. Write anything to share it with them; {help} shows what else you can do.',
    es: '¡Ya estás dentro! Tus compañeros de **{community}** te conocen. Escribe lo que quieras compartir; con {help} ves qué más puedes hacer.',
  },
  'approval.joined': {
    en: '**{who}** is in **{community}** now. Say hello!',
    es: '**{who}** ya está en **{community}**. ¡Dale la bienvenida!',
  },
  'approval.rejected': {
    en: 'I asked your classmates in **{community}**, and they could not place you, so I cannot let you in. Memories fade: if it is a mistake, please talk to an organizer.',
    es: 'Pregunté a tus compañeros de **{community}** y no lograron ubicarte, así que no puedo dejarte entrar. La memoria falla: si es un error, habla con quien organiza.',
  },
  'approval.expired': {
    en: 'Too few of your classmates in **{community}** answered in two weeks, so your request has lapsed. That says nothing about you: use your invite again to ask once more.',
    es: 'En dos semanas contestaron muy pocos de tus compañeros de **{community}**, así que tu solicitud caducó. No dice nada de ti: usa tu invitación otra vez para volver a pedirlo.',
  },
  'approval.undecided': {
    en: 'The organizers of **{community}** did not come to decide within two weeks, so your request has lapsed. That says nothing about you: use your invite again to ask once more.',
    es: 'Quienes organizan **{community}** no alcanzaron a decidir en dos semanas, así que tu solicitud caducó. No dice nada de ti: usa tu invitación otra vez para volver a pedirlo.',
  },
  'approval.toldRejected': {
    en: 'Request {number} is settled: {who} was not let in.',
    es: 'La solicitud {number} está resuelta: {who} no entra.',
  },
  'approval.toldExpired': {
    en: 'Request {number} has lapsed: too few could say who {who} is.',
    es: 'La solicitud {number} caducó: muy pocos supieron decir quién es {who}.',
  },
  'approval.toldUndecided': {
    en: 'Request {number} has lapsed: no organizer decided about {who}.',
    es: 'La solicitud {number} caducó: nadie que organice decidió sobre {who}.',
  },
  'approval.toldWithdrawn': {
    en: 'Request {number} is settled: {who} does not ask to come in any more.',
    es: 'La solicitud {number} está resuelta: {who} ya no pide entrar.',
  },
  'vote.vouched': {
    en: 'Thank you. I noted that you know {who}.',
    es: 'Gracias. Anoté que conoces a {who}.',
  },
  'vote.declined': {
    en: 'Thank you. I noted that you do not know {who}.',
    es: 'Gracias. Anoté que no conoces a {who}.',
  },
  'vote.letsIn': {
    en: 'Thank you! An organizer’s word decides: I am letting {who} in.',
    es: '¡Gracias! La palabra de quien organiza decide: dejo entrar a {who}.',
  },
  'vote.letsInAfterAll': {
    en: 'All right: {who} comes in after all, and hears it from me.',
    es: 'De acuerdo: {who} entra, y se lo digo yo.',
  },
  'vote.keepsOut': {
    en: 'All right. An organizer’s word decides: {who} is not let in, and does not hear who said so. If you change your mind, {yes} lets them in.',
    es: 'De acuerdo. La palabra de quien organiza decide: {who} no entra, y no sabrá quién lo dijo. Si cambias de opinión, {yes} le abre la puerta.',
  },
  'vote.reasonNoted': {
    en: 'I noted your reason; they do not hear it.',
    es: 'Anoté tu razón; esa persona no la sabrá.',
  },
  'vote.twice': {
    en: 'You have already answered about {who}, and that counts. Thank you!',
    es: 'Ya contestaste sobre {who}, y eso cuenta. ¡Gracias!',
  },
  'vote.self': {
    en: 'Nobody can vouch for themselves. Your classmates are being asked about you.',
    es: 'Nadie puede responder por sí mismo. Ya se pregunta por ti a tus compañeros.',
  },
  'vote.notAllowed': {
    en: 'Only active members of that class can answer for somebody.',
    es: 'Solo los miembros activos de esa clase pueden responder por alguien.',
  },
  'vote.approved': {
    en: 'Thank you, that is settled already: {who} was let in.',
    es: 'Gracias, eso ya está resuelto: {who} entró.',
  },
  'vote.rejected': {
    en: 'Thank you, that is settled already: {who} was not let in.',
    es: 'Gracias, eso ya está resuelto: {who} no entró.',
  },
  'vote.expired': {
    en: 'Thank you, but the request of {who} has lapsed. If they ask again, you may be asked again.',
    es: 'Gracias, pero la solicitud de {who} caducó. Si vuelve a pedirlo, quizá te pregunte otra vez.',
  },
  'vote.withdrawn': {
    en: 'Thank you, but {who} does not ask to come in any more.',
    es: 'Gracias, pero {who} ya no pide entrar.',
  },
  'vote.unknown': { en: 'There is no request {number}.', es: 'No hay ninguna solicitud {number}.' },
  'vote.which': { en: 'Which request do you mean?', es: '¿Qué solicitud quieres decir?' },
  'vote.bareApprove': { en: 'YES', es: 'SI' },
  'vote.bareReject': { en: 'NO', es: 'NO' },
  'vote.aboutApprove': {
    en: 'say that you know somebody who asks to join',
    es: 'decir que conoces a quien pide entrar',
  },
  'vote.aboutReject': {
    en: 'say that you do not know somebody who asks to join',
    es: 'decir que no conoces a quien pide entrar',
  },
  'requests.about': { en: 'see who asks to join', es: 'ver quién pide entrar' },
  'requests.none': {
    en: 'Nobody is waiting to join **{community}** just now.',
    es: 'Ahora mismo nadie espera para entrar en **{community}**.',
  },
  'requests.list': {
    en: '{count} {count:person asks|people ask} to join **{community}**:\n{list}\nDo you know them? Answer {yes} or {no}.',
    es: '{count} {count:persona pide|personas piden} entrar en **{community}**:\n{list}\n¿Conoces a alguien? Responde {yes} o {no}.',
  },
} as const;
