/** Signing in to pages and programs. */
export const account = {
  'account.about': { en: 'sign in with a browser', es: 'entrar con un navegador' },
  'account.how': {
    en: 'Open {link} in the browser where you want to sign in. It shows a code: write {word} and the code to me.',
    es: 'Abre {link} en el navegador donde quieres entrar. Muestra un código: escríbeme {word} y el código.',
  },
  'account.unknownCode': {
    en: 'I do not know that code, or its 10 minutes are over. {link} shows a new one.',
    es: 'No conozco ese código, o pasaron sus 10 minutos. {link} muestra uno nuevo.',
  },
  'account.answer': {
    en: 'Open this where the code was shown, within 10 minutes: {link}\nOr type **{code}** there. It signs you in as {name} in {community}.\nIf somebody else gave you that code, do nothing, and show this to nobody.',
    es: 'Ábrelo donde apareció el código, en 10 minutos: {link}\nO escribe allí **{code}**. Entrarás como {name} en {community}.\nSi ese código te lo dio otra persona, no hagas nada y no muestres esto a nadie.',
  },
  'account.guest': {
    en: 'That is for members. Come in with an invite first.',
    es: 'Eso es para miembros. Entra primero con una invitación.',
  },
  'account.page.title': { en: 'Sign in', es: 'Entrar' },
  'account.page.ask': {
    en: 'There are no passwords here: the bot that you chat with lets you in.',
    es: 'Aquí no hay contraseñas: te deja entrar el bot con el que conversas.',
  },
  'account.page.begin': { en: 'Show me a code', es: 'Muéstrame un código' },
  'account.page.write': {
    en: 'Write this to the bot, on any channel where it knows you:',
    es: 'Escribe esto al bot, en cualquier canal donde te conozca:',
  },
  'account.page.then': {
    en: 'It answers with a link and a code. Open the link in this browser, or type the code here. You have 10 minutes.',
    es: 'Responde con un enlace y un código. Abre el enlace en este navegador, o escribe aquí el código. Tienes 10 minutos.',
  },
  'account.page.field': { en: 'The code from the bot', es: 'El código del bot' },
  'account.page.enter': { en: 'Sign in', es: 'Entrar' },
  'account.page.as': {
    en: 'You sign in as {name} in {community}.',
    es: 'Entras como {name} en {community}.',
  },
  'account.page.elsewhere': {
    en: 'This link belongs to the browser that showed the code. Open it there, or type the code there.',
    es: 'Este enlace es del navegador que mostró el código. Ábrelo allí, o escribe allí el código.',
  },
  'account.page.wrong': {
    en: 'That is not the code the bot sent for this browser, or its 10 minutes are over.',
    es: 'Ese no es el código que el bot envió para este navegador, o pasaron sus 10 minutos.',
  },
  'account.page.anew': { en: 'Begin anew', es: 'Empezar de nuevo' },
  'account.page.signOut': { en: 'Sign out', es: 'Salir' },
} as const;
