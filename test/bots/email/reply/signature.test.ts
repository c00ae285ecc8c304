import { describe, expect, test } from 'vitest';
import { replyOf } from '../../../../bots/email/reply/reply.ts';

const ends = [
  '-- \nAnn Smith\nClass teacher\n+44 20 7946 0000',
  '--\nAnn',
  'Best regards,\nAnn Smith',
  'Kind regards\n\nAnn Smith\nHead of Sales | Example Ltd\nhttps://example.org',
  'Mit freundlichen Grüßen\nAnn Smith',
  'Cordialement,\n\nAnn',
  'Un saludo,\nAnn',
  'Atenciosamente,\nAnn',
  'Met vriendelijke groet,\nAnn',
  'С уважением,\nАнна',
  'Sent from my iPhone',
  'Sent from my iPhone\nAnn Smith',
  '📱 Sent from my iPhone',
  'Thanks & regards,\nAnn',
  'Sent from Yahoo Mail on Android',
  'Get Outlook for Android<https://aka.ms/AAb9ysg>',
  'Von meinem iPhone gesendet',
  'Envoyé de mon iPhone',
  'Enviado desde mi iPhone',
  'Inviato da iPhone',
  'Skickat från min iPhone',
  'Отправлено с iPhone',
  'iPhoneから送信',
  '发自我的iPhone',
  '나의 iPhone에서 보냄',
  "iPhone'umdan gönderildi",
  'CONFIDENTIALITY NOTICE: this email and any attachments are intended only for the person named above.',
  'This e-mail may contain confidential information. If you are not the intended recipient, delete it.',
  'Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, informieren Sie uns.',
  'Ce message est confidentiel. Si vous l’avez reçu par erreur, veuillez le détruire.',
  'Este correo es confidencial y va dirigido a su destinatario.',
  'Please consider the environment before printing this email.',
  'Virus-free. www.avast.com',
  'Regards,\nAnn\n\nSent from my iPad\n\nThis email is confidential and intended only for its addressee.',
];

describe('what is added below a reply is dropped', () => {
  test.each(ends)('%s', (end) => {
    expect(replyOf(`I can come on Friday.\n\n${end}\n`)).toBe('I can come on Friday.');
    expect(
      replyOf(`I can come on Friday.\n\n${end}\n\nOn 5 May 2024 at 10:00, Ann <a@b.org> wrote:\n> Hi`),
    ).toBe('I can come on Friday.');
  });
});

const said = [
  'Date: Friday 5 May, 10:00\nSubject: maths\nWrite to ann@example.org who comes.',
  'Sent from my garden are the flowers on your table.\nThey grew well this year, and more will come next week, if nobody forgets to water them until I am back home.',
  'Ann wrote a book in 2019: it is good.',
  'At 10:30 I wrote: who comes?',
  'In 2020 Ben wrote to me: he lives in Lima now.',
  'Sent from my desk, is much easier than my phone.',
  'Thanks,\nAnn',
  'See the list -- it is long.',
  'Regards,\nAnn\n\nPS: bring a cake',
  'Two plans:\n---\nPlan one\n---\nPlan two',
  'I was sent by my brother, who says hello. Regards to all of you from him!',
  'This message from the school came yesterday: there is no lesson on Friday.',
  'On Friday we meet at 10:30, who comes?',
  'To: all of you\nFrom: me, with love',
  'From here to the station it takes an hour: take the bus.',
];

describe('what somebody says is kept', () => {
  test.each(said)('%s', (text) => {
    expect(replyOf(text)).toBe(text);
  });
});
