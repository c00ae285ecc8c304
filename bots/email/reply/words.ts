/**
 * What mail programs write around quotes, in the languages they are translated into. Names of days and months come
 * from ICU; the rest are the words of Gmail, Outlook, Apple Mail, Thunderbird, Yahoo, Zoho and mail.ru.
 */
const locales =
  'en de fr es pt it nl sv da nb nn fi is et lv lt pl cs sk sl hr sr bs hu ro bg ru uk be el tr he ar fa hi th vi id ms ca gl eu sq mk az kk ja zh ko bn ta ur sw fil af'.split(
    ' ',
  );

let known: ReadonlySet<string> | null = null;

/** Every weekday's and month's name, long and short, in lower case. Made for the first mail: 100 ms that no start waits for. */
export function isDateWord(word: string): boolean {
  known ??= new Set(locales.flatMap(namesIn));
  return known.has(word);
}

function namesIn(locale: string): string[] {
  const days = Array.from({ length: 7 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)));
  const months = Array.from({ length: 12 }, (_, i) => new Date(Date.UTC(2024, i, 15)));
  return (['long', 'short'] as const).flatMap((style) => [
    ...days.map((day) => spelled(day, locale, { weekday: style })),
    ...months.map((month) => spelled(month, locale, { month: style, day: 'numeric' })),
    ...months.map((month) => spelled(month, locale, { month: style })),
  ]);
}

function spelled(date: Date, locale: string, style: Intl.DateTimeFormatOptions): string {
  const text = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' }).format(date);
  return (/[\p{L}\p{M}'’]+/u.exec(text)?.[0] ?? '').toLowerCase();
}

/** The word before the date. Those of one letter are followed by a day or a number, else every sentence would do. */
export const openings =
  /^["'“„*_]*(?:on|at(?=\s(?:\p{L}{3,9},\s\p{Nd}|\p{Nd}{4}))|am|le|el|il|em|op|den|þann|o|ás|às|på|dne|dňa|dnia|w dniu|în|на|kuupäev|missatge de|in data|în data|pe data|la data|el dia|el día|no dia|em data|vào|vào lúc|pada|στις|date|датум|дата|tarihinde|kl|klo|dana|dňa|datums|ngày|tanggal|בתאריך|ב-?|في|بتاريخ|در|在|于|於|il giorno|le jour|noong|mnamo|ในวันที่|เมื่อวันที่|เมื่อ|вы писали|вы написали|in article|this is|quoting|citando|cita|zitat von|citaat van|citerar|en réponse à|in risposta a|in a message dated|in reply to)(?=$|[\s,\p{Nd}])/iu;

/** Horde's announcement has no date: `Quoting Ann <ann@example.org>:` */
export const quoting = /^(?:quoting|zitat von|citando|cita de|citaat van|citerar|cytat|citát)\s/iu;

const english = 'wrote|writes|said';

const elsewhere = [
  'schrieb|geschrieben|schreibt|a écrit|a ecrit|écrit|écrivait|escribió|escribio|escribe|ha escrit|va escriure',
  'escreveu|escreve|escribiu|ha scritto|scrive|scrisse|schreef|geschreven|heeft het volgende geschreven|skrev|skreiv|skrifaði|kirjoitti|kirjutas',
  'rakstīja|rašė|parašė|napisał|napisała|napisał\\(a\\)|pisze|napsal|napsala|napsal\\(a\\)|napísal|napísala|napísal\\(a\\)|je napisao|je napisala|je napisao/la|је написао/ла|napisao|napisala',
  'је написао|написао|je napisal|ezt írta|írta|a scris|написа|написал|написала|написал\\(а\\)|пишет|писал|писала|писали|написали|написав|написав\\(ла\\)|написала|пише|напісаў',
  'έγραψε|yazdı|şunu yazdı|yazmış|schrieb folgendes|das folgende|ha escrito|idatzi du|shkroi|yazıb|жазды|đã viết|viết|menulis|เขียนว่า|เขียน|ने लिखा|লিখেছেন|எழுதியது|aliandika|geskryf',
  'נכתב על ידי|כתב|כתבה|כתב/ה|كتب|كتبت|نوشت|نے لکھا|のメール|さんは書きました|書きました|が書きました|写道|寫道|写到|作成|작성|님이 작성|님이 씀|쓴 글',
].join('|');

const wrote = `${english}|${elsewhere}`;

/** The verb of an announcing sentence: as its last word, alone, anywhere, or before the author or the date. */
export const verbs = {
  atEnd: new RegExp(String.raw`(?:${wrote})\s*(?:[:：]|\.{3}|…)?\s*[*_"”]*\s*[:：]?$`, 'iu'),
  alone: new RegExp(String.raw`^(?:${wrote})\s*[:：]?$`, 'iu'),
  within: new RegExp(String.raw`(?:^|[\s>,])(?:${wrote})(?=[\s:：,])`, 'iu'),
  /** In English only a date follows it, else `11:00 Ben wrote a song:` would announce a quote. */
  beforeMore: new RegExp(
    String.raw`(?:^|[\s>,])(?:(?:${english})\s+(?:on|at|about|in)\s|(?:${elsewhere})(?=[\s:：,]))`,
    'iu',
  ),
};

/** The labels of a mail's headers as programs print them above what they quote. */
export const labels = {
  from: 'from|von|de la|de|da|van|från|fra|frá|lähettäjä|saatja|no|nuo|od|pošiljatelj|feladó|expeditor|от|від|от кого|од|από|gönderen|kimden|מאת|من|از|từ|dari|差出人|送信者|发件人|發件人|寄件者|寄件人|보낸 사람|보낸사람|発信者|šalje|จาก|dal|remitente|expéditeur|mittente|afzender|absender',
  date: 'sent|date|message du|sent at|sent on|send time|gesendet|gesendet am|datum|envoyé|envoyé le|enviado|enviado el|enviado em|enviada em|enviada|fecha|data|inviato|data invio|verzonden|skickat|sendt|dato|sent:|lähetetty|päivämäärä|päiväys|saadetud|kuupäev|nosūtīts|datums|išsiųsta|wysłano|odesláno|odoslané|dátum|elküldve|trimis|trimisă|отправлено|дата|надіслано|изпратено|послато|poslano|poslato|ημερομηνία|στάλθηκε|αποστολή|gönderildi|gönderme|tarih|tarihi|נשלח|תאריך|تاريخ|التاريخ|تم الإرسال|ngày|đã gửi|tanggal|terkirim|dikirim|送信日時|日時|日付|发送时间|發送時間|日期|寄件日期|보낸 날짜|날짜|보낸시간|ส่ง|วันที่|ارسال شده|wysłane',
  to: 'to|an|à|a|ถึง|prima|za|adressaat|para|aan|till|til|vastaanottaja|kellele|kam|kam:|do|komu|pre|címzett|către|catre|кому|до|за|προς|kime|alıcı|אל|إلى|به|đến|tới|kepada|宛先|收件人|收件者|받는 사람|받는사람|destinatario|destinataire|cc|copie à|kopie|copie|cópia|copia|kopia|kopi|копия|копія|másolat|抄送|副本|参照|참조',
  subject:
    'subject|betreff|เรื่อง|ogg|tēma|主　题|objet|sujet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|teema|temats|tema|temat|předmět|predmet|zadeva|tárgy|subiect|тема|предмет|относно|θέμα|konu|נושא|الموضوع|موضوع|chủ đề|tiêu đề|subjek|perihal|件名|主题|主題|主旨|제목|assumpte',
};

/** What stands between lines of dashes above a quoted or forwarded mail. */
export const originals =
  "original|original message|original appointment|replied message|in reply to|original e-?mail|original mail|forwarded message|forwarded by.{0,60}|begin forwarded message|start of forwarded message|reply message|ursprüngliche nachricht|ursprungliche nachricht|original-nachricht|originalnachricht|ursprüngliche e?-?mail|originalmail|weitergeleitete nachricht|anfang der weitergeleiteten nachricht|message d['’]origine|message original|mail original|courriel original|message transféré|message transmis|début du message transféré|début du message réexpédié|mensaje original|mensaje reenviado|inicio del mensaje reenviado|mensagem original|mensagem encaminhada|início da mensagem reencaminhada|messaggio originale|messaggio inoltrato|inizio messaggio inoltrato|oorspronkelijk bericht|origineel bericht|doorgestuurd bericht|begin doorgestuurd bericht|ursprungligt meddelande|originalmeddelande|vidarebefordrat meddelande|oprindelig meddelelse|original meddelelse|videresendt meddelelse|oprindelig besked|opprinnelig melding|videresendt melding|alkuperäinen viesti|välitetty viesti|välitetty viesti alkaa|wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana|przekazana wiadomość|původní zpráva|původní e-mail|přeposlaná zpráva|pôvodná správa|preposlaná správa|izvorna poruka|originalna poruka|izvirno sporočilo|eredeti üzenet|továbbított üzenet|mesaj original|mesajul original|mesaj redirecționat|оригинальное сообщение|исходное сообщение|пересылаемое сообщение|пересланное сообщение|оригінальне повідомлення|переслане повідомлення|оригинално съобщение|оригинално писмо|препратено съобщение|оригинална порука|αρχικό μήνυμα|προωθημένο μήνυμα|orijinal mesaj|özgün ileti|orjinal mesaj|iletilen ileti|iletilmiş mesaj|ההודעה המקורית|הודעה מקורית|الرسالة الأصلية|پیام اصلی|thư gốc|tin nhắn gốc|pesan asli|元のメッセージ|転送メッセージ|原始邮件|原始郵件|原邮件|回复的原邮件|回复的邮件|转发的邮件|轉寄的郵件|转发邮件信息|원본 메시지|원본 메일|전달된 메시지|missatge original|algne kiri|oriģinālais ziņojums|originalus pranešimas";
