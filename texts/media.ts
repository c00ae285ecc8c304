/** What is said of files: where to see those that a channel cannot carry, and why some are not carried at all. */
export const media = {
  'media.kind.photo': { en: '(a photo)', es: '(una foto)' },
  'media.kind.video': { en: '(a video)', es: '(un video)' },
  'media.kind.voice': { en: '(a voice message)', es: '(un mensaje de voz)' },
  'media.kind.audio': { en: '(a sound)', es: '(un audio)' },
  'media.kind.document': { en: '(a file)', es: '(un archivo)' },
  'media.kind.sticker': { en: '(a sticker)', es: '(un sticker)' },
  'media.kind.animation': { en: '(an animation)', es: '(una animación)' },
  'media.link.photo': { en: 'Photo: {link}', es: 'Foto: {link}' },
  'media.link.video': { en: 'Video: {link}', es: 'Video: {link}' },
  'media.link.voice': { en: 'Voice message: {link}', es: 'Mensaje de voz: {link}' },
  'media.link.audio': { en: 'Sound: {link}', es: 'Audio: {link}' },
  'media.link.document': { en: 'File {name}: {link}', es: 'Archivo {name}: {link}' },
  'media.link.sticker': { en: 'Sticker: {link}', es: 'Sticker: {link}' },
  'media.link.animation': { en: 'Animation: {link}', es: 'Animación: {link}' },
  'media.cannotShow': {
    en: 'This could not be shown here. {file}',
    es: 'Esto no se pudo mostrar aquí. {file}',
  },
  'media.tooLargeForMail': {
    en: 'This is too large for a mail. {file}',
    es: 'Esto es demasiado grande para un correo. {file}',
  },
  /** For the readers of a message; its author gets the reason. */
  'media.missing': {
    en: '(A file that came with this could not be carried on.)',
    es: '(Con esto venía un archivo que no se pudo transmitir.)',
  },
  'media.refused': {
    en: 'Your words went out, but not the file: {reason}',
    es: 'Tus palabras salieron, pero el archivo no: {reason}',
  },
  'media.refused.empty': { en: 'it is empty.', es: 'está vacío.' },
  'media.refused.tooLarge': {
    en: 'it is too large. Photos and documents may have 20 MB, videos and sound 16 MB.',
    es: 'es demasiado grande. Las fotos y los documentos pueden tener 20 MB; los videos y el audio, 16 MB.',
  },
  'media.refused.posing': {
    en: 'it says it is something else than it really is.',
    es: 'dice ser algo distinto de lo que es en realidad.',
  },
  'media.refused.markup': {
    en: 'web pages and drawings of this kind can run programs. Send a picture or a PDF of it.',
    es: 'las páginas web y los dibujos de este tipo pueden ejecutar programas. Envía una imagen o un PDF.',
  },
  'media.refused.archive': {
    en: 'nobody can see what is inside a packed file. Send what is in it.',
    es: 'nadie puede ver qué hay dentro de un archivo comprimido. Envía lo que contiene.',
  },
  'media.refused.program': { en: 'programs are not carried.', es: 'no se transmiten programas.' },
  'media.refused.unknownType': {
    en: 'I do not know this kind of file. A PDF or a photo of it always works.',
    es: 'no conozco este tipo de archivo. Un PDF o una foto siempre funciona.',
  },
  'media.refused.foreignPhoto': {
    en: 'other phones cannot show this kind of photo (HEIC). Send it as JPEG.',
    es: 'otros teléfonos no pueden mostrar este tipo de foto (HEIC). Envíala como JPEG.',
  },
  'media.refused.broken': {
    en: 'the photo is damaged. Please send it again.',
    es: 'la foto está dañada. Por favor, envíala otra vez.',
  },
  'media.refused.tooManyPixels': {
    en: 'the picture has too many pixels. Send a smaller one.',
    es: 'la imagen tiene demasiados píxeles. Envía una más pequeña.',
  },
  'media.refused.gone': {
    en: 'it could not be fetched. Please send it again.',
    es: 'no se pudo obtener. Por favor, envíalo otra vez.',
  },
  'media.page.unknown': {
    en: 'There is nothing at this link. Perhaps a letter of it got lost on the way.',
    es: 'No hay nada en este enlace. Quizá se perdió una letra por el camino.',
  },
  'media.page.expired': {
    en: 'This link has run out, as links to people’s files do after a while. Ask whoever posted the file to send it again.',
    es: 'Este enlace ha caducado, como pasa con los enlaces a archivos personales. Pide a quien lo publicó que lo envíe otra vez.',
  },
  'media.page.gone': {
    en: 'This file is not here any more.',
    es: 'Este archivo ya no está aquí.',
  },
} as const;
