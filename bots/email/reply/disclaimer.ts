const opening =
  /^[\s*_>-]*(?:(?:confidentiality|privacy|legal|disclaimer|confidential|privileged|important|notice|note|hinweis|vertraulich\S*|avertissement|confidentialité|confidencialidad|aviso|avviso|avvertenz[ae]|riservatezza)\b.{0,40}[:.\n]|(?:this|the|the information (?:contained )?in this|the contents? of this|any)\b.{0,40}\b(?:e-?mail|message|communication|transmission|correspondence)\b|diese\S* (?:e-?mail|nachricht)\b|der inhalt dieser|ce (?:message|courriel|mail|courrier)\b|cet e-?mail\b|les informations contenues|este (?:correo|mensaje|e-?mail|mensagem)\b|esta (?:mensagem|comunicación|transmisión)\b|la información (?:contenida|de este)|as informações|quest[ao] (?:messaggio|e-?mail|comunicazione)\b|le informazioni contenute|dit (?:bericht|e-?mail\w*)\b|deze e-?mail\b|de informatie (?:verzonden|in)|detta (?:meddelande|e-?post)|denne (?:e-?mail|e-?post|meddelelse|melding)|tämä (?:viesti|sähköposti)|ta wiadomość|niniejsza wiadomość|wiadomość ta|tato zpráva|это (?:сообщение|письмо)|настоящее (?:сообщение|письмо)|bu (?:e-?posta|mesaj|ileti)|本(?:邮件|郵件|メール))/iu;
const subject =
  /confidential|privileged|intended (?:only|solely|recipient|for)|if you (?:are not|have received)|unauthori[sz]ed|vertraulich|irrtümlich|nicht der richtige|confidentiel|destinataire|par erreur|confidencial|destinatario|por error|por engano|riservat|confidenzial|per errore|vertrouwelijk|bestemd|geadresseerde|konfidentiel|fortrolig|konfidentiell|luottamuksell|poufn|adresat|důvěrn|конфиденциальн|gizli|yetkisiz|保密|机密|機密|checked for virus|scanned|virus-?free|virenfrei|avast|mcafee|unsubscribe/iu;
const footer =
  /^[\s*_>-]*(?:(?:p |🌳|🌱)?(?:please|kindly)? ?consider the environment|please think (?:twice )?before (?:you )?print|before printing|bitte denken sie an die umwelt|pensez à l['’]environnement|antes de imprimir|prima di stampare|virus-?free\b|avg\b.*virus|no virus found in this|(?:virenfrei|libre de virus|garanti sans virus|livre de vírus|privo di virus|без вирусов|virusvrij|virusfri\w*|bez wirusów)\.? ?www\.|this e-?mail has been (?:checked|scanned)|diese e-?mail wurde von|you received this (?:message|e-?mail) because|you(?:['’]re| are) receiving this (?:message|e-?mail)?|to unsubscribe\b|unsubscribe\b|reply to this e-?mail directly|view (?:it|this) (?:on|in)\b|manage (?:your )?(?:subscription|notification|preferences))/iu;

/** What a virus scanner adds names its maker's page. */
const scanner =
  /(?:virus|viren|vírus|вирус).*\bwww\.(?:avast|avg|kaspersky|norton|mcafee|eset|bitdefender)\.\w+/iu;

/** What companies have to name in letters: one of these is said, two are an imprint. */
const imprint =
  /\b(?:registered (?:in|office|number)|company (?:number|no)|handelsregister|amtsgericht|registergericht|hr[ab] \d|geschäftsführ|sitz der gesellschaft|ust-?id|vat (?:no|number|reg)|siret|capital (?:social|de)|partita iva|kvk|btw)/giu;

/** "The message was: confidential." is said; no lawyer is that brief. */
const SHORTEST = 40;

/** Whether lines, up to the mail's end, are what a company or a scanner adds: a notice of secrecy, of viruses, of a list. */
export function isDisclaimer(lines: readonly string[]): boolean {
  const paragraph = lines.slice(0, 40).join(' ').slice(0, 4_000);
  if (lines.length <= 6 && scanner.test(firstOf(lines))) return true;
  if (lines.length <= 8 && [...firstOf(lines).matchAll(imprint)].length > 1) return true;
  if (footer.test(lines[0] ?? '')) return lines.filter(Boolean).length <= 12;
  return paragraph.length >= SHORTEST && opening.test(paragraph.slice(0, 300)) && subject.test(paragraph);
}

function firstOf(lines: readonly string[]): string {
  const blank = lines.findIndex((line) => line.trim() === '');
  return lines
    .slice(0, blank < 0 ? lines.length : blank)
    .join(' ')
    .slice(0, 1_000);
}
