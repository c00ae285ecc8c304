import { isDisclaimer } from './disclaimer.ts';
import { isSignOff } from './signOff.ts';

/** Names, titles, numbers and a link; what is longer is not a signature. */
const MOST_SIGNATURE_LINES = 14;
const LONGEST_SIGNATURE_LINE = 120;
/** Signature, device, disclaimer, the list's footer, the virus scanner's: nobody has more, but a bomb. */
const MOST_ROUNDS = 12;
const MOST_LINES_BELOW_DEVICE = 5;
/** What is added stands in a mail's last lines. */
const MOST_ADDED_LINES = 60;

/** Takes off, again and again from the end, whatever of signature, device line and disclaimer stands there. */
export function withoutSignature(lines: readonly string[]): string[] {
  let own = trimmed(lines);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const start = delimiterOf(own, lines) ?? disclaimerOf(own) ?? deviceOf(own) ?? signOffOf(own);
    if (start === null) return own;
    own = trimmed(own.slice(0, start));
  }
  return own;
}

function trimmed(lines: readonly string[]): string[] {
  const end = lines.findLastIndex((line) => line.trim() !== '');
  return lines.slice(0, end + 1);
}

/** `-- ` (RFC 3676 section 4.3), its variants, and the ruler above a mailing list's footer. */
function delimiterOf(own: string[], all: readonly string[]): number | null {
  return firstNearEnd(
    own,
    (line, i) => isDelimiterAt(own, i) && isTail(own.slice(i + 1)) && !(isRuler(line) && isInLetter(all, i)),
  );
}

const isRuler = (line: string) => /^\s*[-_=*]{10,}\s*$/.test(line.slice(0, 200));

/** A signature has no sign-off below it: where one comes, the ruler stood between two parts of a letter. */
const isInLetter = (all: readonly string[], at: number) =>
  all.slice(at + 1, at + MOST_SIGNATURE_LINES).some(isSignOff);

/** A long ruler within a paragraph belongs to a table, a short one above no address or number to the text. */
function isDelimiterAt(lines: string[], at: number): boolean {
  const line = lines[at]!.trim().slice(0, 200);
  const above = (lines[at - 1] ?? '').trim();
  if (/^(?:--|[—–]{1,80})$/.test(line)) return !above.endsWith(':') && !isInCode(lines, at);
  if (above !== '') return false;
  if (/^(?:__|-{30,}|_{10,}|={30,}|\*{30,}|_{2}\._,_\._{3})$/.test(line)) return true;
  return /^(?:-{3,}|={3,}|_{3,}|\*{3,}|~{3,})$/.test(line) && isCard(lines.slice(at + 1));
}

const isInCode = (lines: string[], at: number) =>
  lines.slice(0, at).filter((line) => line.startsWith('```')).length % 2 === 1;

/** A name, and how to reach it. */
const isCard = (rest: string[]) =>
  rest.length <= 8 && isName(rest[0] ?? '') && rest.slice(1).some((line) => reach.test(line));

const reach = /\S@\S+\.\S|\bwww\.|https?:|\+?\d[\d ()/.-]{7,}/;

function isTail(rest: string[]): boolean {
  const written = rest.filter((line) => line.trim() !== '');
  return written.length <= MOST_SIGNATURE_LINES && written.every(isShort) && !rest.some(isPostscript);
}

const isShort = (line: string) => line.trim().length <= LONGEST_SIGNATURE_LINE;
const isName = (line: string) => line.trim().length <= 60 && !/[.!?]\s*$/.test(line);
const isPostscript = (line: string) => /^\s*(?:p\.?\s?s\.?|n\.?b\.?|ps)\s*[:.,\s]/iu.test(line);

function disclaimerOf(lines: string[]): number | null {
  return firstNearEnd(lines, (_, i) => (lines[i - 1] ?? '').trim() === '' && isDisclaimer(lines.slice(i)));
}

function firstNearEnd(lines: string[], isStart: (line: string, at: number) => boolean): number | null {
  const from = Math.max(0, lines.length - MOST_ADDED_LINES);
  const at = lines.findIndex((line, i) => i >= from && isStart(line, i));
  return at < 0 ? null : at;
}

/** `Sent from my iPhone`, with at most a name and a title below. */
function deviceOf(lines: string[]): number | null {
  const isBelow = (at: number) => at >= lines.length - MOST_LINES_BELOW_DEVICE;
  return firstNearEnd(
    lines,
    (line, i) => isBelow(i) && isDeviceLine(line) && lines.slice(i + 1).every(isName),
  );
}

function signOffOf(lines: string[]): number | null {
  return firstNearEnd(lines, (line, i) => isSignOff(line) && isTail(lines.slice(i + 1)));
}

const device =
  /^[^\p{L}\p{Nd}]{0,6}(?:(?:this (?:message|email|e-mail) was )?sent (?:from|via|with|using|by|on)\b|from my (?:iphone|ipad|android|phone|mobile)$|(?:get|obtenez|téléchargez|baixe o|baixar o|ottieni|hent|få|hanki|lataa|laden sie|загрузить|скачать|获取|下载|取得) outlook\b|outlook for (?:ios|android) を入手|outlook (?:für|pour|para|per|voor|for) (?:ios|android)|sendt fra|skickat från|lähetetty (?:\S+sta|\S+stä)|lähetetty\b|gesendet (?:von|mit|über|aus)\b|von mein\S+ .{1,40} gesendet|diese nachricht wurde (?:von|mit)\b|envoyé (?:de|depuis|à partir|avec|via)\b|envoyée? (?:de|depuis)\b|obtenir outlook|télécharger outlook|enviado (?:desde|do|de|a partir|pelo|via|con)\b|enviada do\b|enviat des\b|obtener outlook|obter o outlook|inviato (?:da|dal|dall['’]|con)\b|inviata da\b|ottieni outlook|scarica outlook|verzonden (?:vanaf|met|via|van)\b|verstuurd vanaf\b|download outlook|outlook voor\b|hämta outlook|hent outlook|wysłan[eoy] (?:z|przy|za)\b|pobierz\b.*outlook|odesláno z|odoslané z|poslano (?:s|z|sa)\b|küldve\b|trimis (?:de pe|din)\b|отправлено (?:с|из)\s|надіслано (?:з|із)\s|изпратено от\b|στάλθηκε από|αποστολή από|נשלח מ|أُ?رسلت? من|مرسل من|نُ?شر من|تم الإرسال من|ส่งจาก|đã gửi từ|gửi từ|dikirim dari|发自|發自|來自我的|从我的|從我的|나의 .{1,30}에서 보냄)|(?:から送信|gönderildi|에서 보냄|보냈습니다|傳送|发送|küldve|saadetud|elküldve|भेजा गया)\s*[.。]?$/iu;

/** "Sent from my phone, please excuse any typos." */
const excuse =
  /(?:[,;.!–—-]|\s)+(?:(?:so |and )?(?:please |kindly )?(?:excuse|pardon|forgive|ignore)|apologies for|sorry for|bitte entschuldigen|désolé pour|disculpe|perdone|scusa) .{1,80}$/iu;
const carriers = /\b(verizon|at&t|t-mobile|sprint|rogers|bell|telus)(?: wireless)?(?: 4g lte)?, /iu;

/** Short, and not the beginning of a sentence: "Sent from my desk, is much easier than my phone." is said. */
export function isDeviceLine(line: string): boolean {
  if (line.length > 300) return false;
  const text = line
    .replace(/<\S+>|\(?https?:\S+/g, '')
    .replace(excuse, '')
    .replace(carriers, '$1 ')
    .trim();
  if (text.length > 90 || /[,;?!]/.test(text)) return false;
  return device.test(text);
}
