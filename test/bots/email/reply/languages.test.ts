import { expect, test } from 'vitest';
import { replyOf } from '../../../../bots/email/reply/reply.ts';

/** As mail programs write it, in the language they are set to. */
const announcements: [program: string, sentence: string][] = [
  ['Gmail, English', 'On Tue, Mar 5, 2024 at 9:12 AM Class of 88 <class@example.org> wrote:'],
  ['Apple Mail, English', 'On 5 Mar 2024, at 09:12, Class of 88 <class@example.org> wrote:'],
  ['Outlook.com, English', 'On Tuesday, March 5, 2024 at 9:12:00 AM GMT+1, Class of 88 wrote:'],
  ['Thunderbird, English', 'On 05/03/2024 09:12, Class of 88 wrote:'],
  ['Gmail, German', 'Am Di., 5. März 2024 um 09:12 Uhr schrieb Class of 88 <class@example.org>:'],
  ['Apple Mail, German', 'Am 05.03.2024 um 09:12 schrieb Class of 88 <class@example.org>:'],
  ['Gmail, French', 'Le mar. 5 mars 2024 à 09:12, Class of 88 <class@example.org> a écrit :'],
  ['Gmail, Spanish', 'El mar, 5 mar 2024 a las 9:12, Class of 88 (<class@example.org>) escribió:'],
  ['Apple Mail, Spanish', 'El 5 mar 2024, a las 9:12, Class of 88 <class@example.org> escribió:'],
  ['Gmail, Portuguese', 'Em ter., 5 de mar. de 2024 às 09:12, Class of 88 <class@example.org> escreveu:'],
  ['Gmail, Italian', 'Il giorno mar 5 mar 2024 alle ore 09:12 Class of 88 <class@example.org> ha scritto:'],
  ['Thunderbird, Italian', 'Il 05/03/2024 09:12, Class of 88 ha scritto:'],
  ['Gmail, Dutch', 'Op di 5 mrt 2024 om 09:12 schreef Class of 88 <class@example.org>:'],
  [
    'Apple Mail, Dutch',
    'Op 5 mrt 2024, om 09:12 heeft Class of 88 <class@example.org> het volgende geschreven:',
  ],
  ['Gmail, Swedish', 'Den tis 5 mars 2024 kl 09:12 skrev Class of 88 <class@example.org>:'],
  ['Gmail, Danish', 'Den tirs. 5. mar. 2024 kl. 09.12 skrev Class of 88 <class@example.org>:'],
  ['Gmail, Norwegian', 'tir. 5. mars 2024 kl. 09:12 skrev Class of 88 <class@example.org>:'],
  ['Gmail, Finnish', 'ti 5. maalisk. 2024 klo 9.12 Class of 88 (class@example.org) kirjoitti:'],
  ['Gmail, Polish', 'wt., 5 mar 2024 o 09:12 Class of 88 <class@example.org> napisał(a):'],
  ['Thunderbird, Polish', 'W dniu 05.03.2024 o 09:12, Class of 88 pisze:'],
  ['Gmail, Czech', 'út 5. 3. 2024 v 9:12 odesílatel Class of 88 <class@example.org> napsal:'],
  ['Gmail, Slovak', 'ut 5. 3. 2024 o 9:12 Class of 88 <class@example.org> napísal(a):'],
  ['Gmail, Hungarian', 'Class of 88 <class@example.org> ezt írta (időpont: 2024. márc. 5., K, 9:12):'],
  ['Gmail, Romanian', 'În mar., 5 mar. 2024 la 09:12, Class of 88 <class@example.org> a scris:'],
  ['Gmail, Bulgarian', 'На вт, 5.03.2024 г. в 9:12 Class of 88 <class@example.org> написа:'],
  ['Gmail, Russian', 'вт, 5 мар. 2024 г. в 09:12, Class of 88 <class@example.org>:'],
  ['mail.ru, Russian', 'Вторник, 5 марта 2024, 9:12 +03:00 от Class of 88 <class@example.org>:'],
  ['Apple Mail, Russian', '5 марта 2024 г., в 09:12, Class of 88 <class@example.org> написал(а):'],
  ['Gmail, Ukrainian', 'вт, 5 бер. 2024 р. о 09:12 Class of 88 <class@example.org> пише:'],
  ['Gmail, Greek', 'Στις Τρί 5 Μαρ 2024 στις 9:12 π.μ., ο χρήστης Class of 88 <class@example.org> έγραψε:'],
  ['Gmail, Turkish', 'Class of 88 <class@example.org>, 5 Mar 2024 Sal, 09:12 tarihinde şunu yazdı:'],
  ['Gmail, Croatian', 'uto, 5. ožu 2024. u 09:12 Class of 88 <class@example.org> napisao je:'],
  ['Gmail, Slovenian', 'V tor., 5. mar. 2024 ob 09:12 je oseba Class of 88 <class@example.org> napisala:'],
  ['Gmail, Estonian', 'Kuupäev T, 5. märts 2024 kell 09:12 kirjutas Class of 88 (<class@example.org>):'],
  [
    'Gmail, Latvian',
    'otrd., 2024. g. 5. marts, plkst. 09:12 — lietotājs Class of 88 (<class@example.org>) rakstīja:',
  ],
  ['Gmail, Lithuanian', '2024-03-05, an, 09:12 Class of 88 <class@example.org> rašė:'],
  ['Gmail, Catalan', 'Missatge de Class of 88 <class@example.org> del dia dt., 5 de març 2024 a les 9:12:'],
  ['Gmail, Hebrew', '‫בתאריך יום ג׳, 5 במרץ 2024 ב-9:12 מאת ‪Class of 88‬‏ <‪class@example.org‬‏>:‬'],
  [
    'Gmail, Arabic',
    'في الثلاثاء، ٥ مارس ٢٠٢٤ في ٩:١٢ ص تمت كتابة ما يلي بواسطة Class of 88 <class@example.org>:',
  ],
  ['Gmail, Vietnamese', 'Vào Th 3, 5 thg 3, 2024 vào lúc 09:12 Class of 88 <class@example.org> đã viết:'],
  ['Gmail, Indonesian', 'Pada tanggal Sel, 5 Mar 2024 pukul 09.12 Class of 88 <class@example.org> menulis:'],
  ['Gmail, Japanese', '2024年3月5日(火) 9:12 Class of 88 <class@example.org>:'],
  ['Apple Mail, Japanese', '2024/03/05 9:12、Class of 88 <class@example.org>のメール:'],
  ['Gmail, Chinese', 'Class of 88 <class@example.org> 于2024年3月5日周二 09:12写道：'],
  ['Apple Mail, Chinese', '在 2024年3月5日，上午9:12，Class of 88 <class@example.org> 写道：'],
  ['Gmail, Korean', '2024년 3월 5일 (화) 오전 9:12, Class of 88 <class@example.org>님이 작성:'],
];

announcements.push(
  ['Zoho, English', '---- On Tue, 05 Mar 2024 09:12:00 +0100 Class of 88 <class@example.org> wrote ----'],
  ['NetEase, English', 'At 2024-03-05 09:12:00, "Class of 88" <class@example.org> wrote:'],
  ['Mailbird, English', 'Class of 88 wrote on 05/03/2024 09:12:'],
  ['AOL, English', 'In a message dated 3/5/2024 9:12:00 AM Eastern Standard Time, class@example.org writes:'],
  ['Spark, English', 'On 5 Mar 2024, 09:12 +0100, Class of 88 <class@example.org>, wrote:'],
  ['Yandex, Russian', '05.03.2024, 09:12, "Class of 88" <class@example.org>:'],
  ['Gmail, German, older', 'Class of 88 <class@example.org> schrieb am Di., 5. März 2024, 09:12:'],
);

test.each(announcements)('%s: what stands below its announcement is quoted', (_, sentence) => {
  expect(replyOf(`See you there!\n\n${sentence}\n\nWho comes on Friday?\nAnn`)).toBe('See you there!');
});

test.each(announcements)('%s: an announcement wrapped before the address is still one', (_, sentence) => {
  const wrapped = sentence.replace(/ (?=[(<‪]*class@)/, '\n');
  expect(replyOf(`See you there!\n\n${wrapped}\n> Who comes on Friday?`)).toBe('See you there!');
});

const headers: [program: string, block: string][] = [
  [
    'Outlook, English',
    'From: Ann <ann@example.org>\nSent: Tuesday, March 5, 2024 9:12 AM\nTo: Ben\nSubject: Friday',
  ],
  [
    'Outlook, German',
    'Von: Ann <ann@example.org>\nGesendet: Dienstag, 5. März 2024 09:12\nAn: Ben\nBetreff: Freitag',
  ],
  [
    'Outlook, French',
    'De : Ann <ann@example.org>\nEnvoyé : mardi 5 mars 2024 09:12\nÀ : Ben\nObjet : Vendredi',
  ],
  [
    'Outlook, Spanish',
    'De: Ann <ann@example.org>\nEnviado: martes, 5 de marzo de 2024 9:12\nPara: Ben\nAsunto: Viernes',
  ],
  [
    'Outlook, Swedish',
    'Från: Ann <ann@example.org>\nSkickat: den 5 mars 2024 09:12\nTill: Ben\nÄmne: Fredag',
  ],
  [
    'Outlook, Polish',
    'Od: Ann <ann@example.org>\nWysłano: wtorek, 5 marca 2024 09:12\nDo: Ben\nTemat: Piątek',
  ],
  [
    'Outlook, Russian',
    'От: Ann <ann@example.org>\nОтправлено: 5 марта 2024 г. 9:12\nКому: Ben\nТема: Пятница',
  ],
  [
    'Outlook, Greek',
    'Από: Ann <ann@example.org>\nΣτάλθηκε: Τρίτη, 5 Μαρτίου 2024\nΠρος: Ben\nΘέμα: Παρασκευή',
  ],
  [
    'Outlook, Turkish',
    'Kimden: Ann <ann@example.org>\nGönderildi: 5 Mart 2024 Salı 09:12\nKime: Ben\nKonu: Cuma',
  ],
  [
    'Outlook, Japanese',
    '差出人: Ann <ann@example.org>\n送信日時: 2024年3月5日 9:12\n宛先: Ben\n件名: 金曜日',
  ],
  [
    'Outlook, Chinese',
    '发件人: Ann <ann@example.org>\n发送时间: 2024年3月5日 9:12\n收件人: Ben\n主题: 星期五',
  ],
  [
    'Outlook, Korean',
    '보낸 사람: Ann <ann@example.org>\n보낸 날짜: 2024년 3월 5일\n받는 사람: Ben\n제목: 금요일',
  ],
  [
    'starred, as text of bold labels',
    '*From:* Ann <ann@example.org>\n*Sent:* Tuesday\n*To:* Ben\n*Subject:* Friday',
  ],
];

test.each(headers)('%s: the headers of the original end the reply', (_, block) => {
  expect(replyOf(`See you there!\n\n________________________________\n${block}\n\nWho comes?`)).toBe(
    'See you there!',
  );
});

const rulers = [
  '-----Original Message-----',
  '----- Original Message -----',
  '-------- Original message --------',
  '------ Message d’origine ------',
  '------------------ 原始邮件 ------------------',
  '---------- Forwarded message ---------',
  '*** Original Message ***',
  '[Original Message]',
  'Begin forwarded message:',
  '##- Please type your reply above this line -##',
  '>>> "Class of 88" <class@example.org> 05/03/2024 09:12 >>>',
];

test.each(rulers)('below %s nothing is the sender’s', (ruler) => {
  expect(replyOf(`See you there!\n\n${ruler}\n\nWho comes on Friday?\nAnn`)).toBe('See you there!');
});

test('a verb that stands alone behind a blank line still announces', () => {
  const text = 'See you there!\n\nOn Tue, 5 Mar 2024 at 09:12, Ann <ann@example.org>\n\nwrote:\n\nWho comes?';
  expect(replyOf(text)).toBe('See you there!');
});
