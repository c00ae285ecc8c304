/** Being forgotten. */
export const forgetting = {
  'forgetting.about': { en: 'delete all that is kept about you', es: 'borrar todo lo que se guarda de ti' },
  'forgetting.typed': { en: 'FORGET ME', es: 'OLVIDAME' },
  'forgetting.ask': {
    en: 'Shall I forget you? {what}{places}{handed} Nothing of it can be brought back. What is on others’ phones already stays there.',
    es: '¿Quieres que te olvide? {what}{places}{handed} Nada de eso se puede recuperar. Lo que ya está en los teléfonos de otros se queda allí.',
  },
  'forgetting.what': {
    en: 'I delete your name, your addresses, your settings, what you told me, and the words and files of the {messages} {messages:message|messages} you wrote; others see “a former member”.',
    es: 'Borro tu nombre, tus direcciones, tus ajustes, lo que me dijiste, y las palabras y archivos de {messages:tu mensaje|tus mensajes} ({messages}); otros verán “antiguo miembro”.',
  },
  'forgetting.whatOfSilent': {
    en: 'I delete your name, your addresses, your settings, and what you told me; others see “a former member”.',
    es: 'Borro tu nombre, tus direcciones, tus ajustes y lo que me dijiste; otros verán “antiguo miembro”.',
  },
  'forgetting.places': { en: ' You leave {communities}.', es: ' Dejas {communities}.' },
  'forgetting.handedOn': {
    en: ' {name} organizes {community} after you.',
    es: ' {name} organizará {community} después de ti.',
  },
  'forgetting.goOn': { en: 'Yes, forget me', es: 'Sí, olvídame' },
  'forgetting.keep': { en: 'No, keep me', es: 'No, sigo aquí' },
  'forgetting.askAgain': {
    en: 'Are you sure? This is the last question: after it everything is gone for good. With {mydataWord} you can take a copy first.',
    es: '¿Seguro? Es la última pregunta: después todo se borra para siempre. Con {mydataWord} puedes llevarte antes una copia.',
  },
  'forgetting.forget': { en: 'Forget me for good', es: 'Olvídame para siempre' },
  'forgetting.askSuccessor': {
    en: 'You are the last organizer of {community}. Who shall organize it after you? Choose, or write a name.',
    es: 'Eres la última persona que organiza {community}. ¿Quién lo hará después? Elige, o escribe un nombre.',
  },
  'forgetting.kept': {
    en: 'Good, you stay. Nothing was deleted.',
    es: 'Qué bueno, te quedas. No se borró nada.',
  },
  'forgetting.receipt': {
    en: 'Receipt of {at}: you are forgotten. Deleted: your name and key, {addresses} {addresses:address|addresses}, {memberships} {memberships:membership|memberships}, the words and files of {messages} {messages:message|messages}, your settings and sessions; within a quarter of an hour also what we said here, and this address. Backups may hold it for 30 days more. You hear nothing more from me.',
    es: 'Recibo del {at}: quedas en el olvido. Borrado: tu nombre y tu clave, {addresses} {addresses:dirección|direcciones}, {memberships} {memberships:membresía|membresías}, las palabras y archivos de {messages} {messages:mensaje|mensajes}, tus ajustes y sesiones; en un cuarto de hora también lo que hablamos aquí, y esta dirección. Las copias de seguridad pueden guardarlo 30 días más. No sabrás más de mí.',
  },
} as const;
