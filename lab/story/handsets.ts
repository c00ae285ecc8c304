import type { Classmate } from '../cast.ts';
import type { Providers } from '../phones/acts.ts';
import { rowsOf } from '../whatsapp/content.ts';
import { type Handset, numbered, typing } from './handset.ts';

/** The handset of somebody, by their channel. */
export const handsetOf = (providers: Providers, member: Classmate): Handset =>
  handsets[member.channel](providers, member);

const handsets: Record<Classmate['channel'], (providers: Providers, member: Classmate) => Handset> = {
  telegram: onTelegram,
  sms: bySms,
  whatsapp: onWhatsapp,
  'whatsapp-web': onWhatsappWeb,
  email: byMail,
  web: inBrowser,
};

function onTelegram({ telegram }: Providers, { telegramId }: Classmate): Handset {
  const phone = telegram.phones.of(telegramId!);
  return {
    lines: () =>
      phone.heard().map(({ id, text, buttons, reply, kind }) => ({
        id: String(id),
        text,
        choices: buttons.flat().map((one) => ({ label: one.text, data: one.callback_data ?? '' })),
        repliesTo: reply?.text ?? null,
        hasPicture: kind === 'photo',
      })),
    hasSpoken: () => phone.screen().messages.length > 0,
    open: (code) => ({ act: { act: 'start', code }, typed: null }),
    say: typing,
    reply: nativeReply,
    choose: press,
  };
}

function bySms({ twilio }: Providers, { number }: Classmate): Handset {
  const phone = twilio.phones.of(number);
  return {
    lines: () =>
      phone.inbox().map(({ sid, body }) => ({
        id: sid,
        text: body,
        choices: numbered(body),
        repliesTo: null,
        hasPicture: pictureLink.test(body),
      })),
    hasSpoken: () => phone.conversation().length > 0,
    open: (code) => typing(`JOIN ${code}`),
    say: typing,
    reply: ({ text }, words) => typing(`REPLY ${/REPLY (\d+)/.exec(text)?.[1] ?? ''}: ${words}`),
    choose: typeNumber,
  };
}

function onWhatsapp({ whatsapp }: Providers, { number }: Classmate): Handset {
  const phone = whatsapp.phones.of(number);
  return {
    lines: () =>
      phone.inbox().map(({ id, content, contextId }) => ({
        id,
        text: content.text,
        choices: [
          ...(content.buttons ?? []).map((button) => ({ label: button.title, data: button.id })),
          ...rowsOf(content).map((row) => ({ label: row.title, data: row.id })),
        ],
        repliesTo: phone.conversation().find((one) => one.id === contextId)?.content.text ?? null,
        hasPicture: content.kind === 'image',
      })),
    hasSpoken: () => phone.conversation().length > 0,
    open: (code) => typing(`JOIN ${code}`),
    say: typing,
    reply: nativeReply,
    choose(line, { data }) {
      const isRow = phone.inbox().some(({ id, content }) => id === line.id && content.list);
      const messageId = line.id;
      if (isRow) return { act: { act: 'choose', messageId, rowId: data }, typed: null };
      return { act: { act: 'press', messageId, data }, typed: null };
    },
  };
}

function onWhatsappWeb({ whatsappWeb }: Providers, { number }: Classmate): Handset {
  const phone = whatsappWeb!.phones.of(number);
  return {
    lines: () =>
      phone.heard().map(({ id, body, quotedId, type }) => ({
        id,
        text: body,
        choices: numbered(body),
        repliesTo: phone.conversation().find((one) => one.id === quotedId)?.body ?? null,
        hasPicture: type === 'image',
      })),
    hasSpoken: () => phone.conversation().length > 0,
    open: (code) => typing(`JOIN ${code}`),
    say: typing,
    reply: nativeReply,
    choose: typeNumber,
  };
}

function byMail({ email }: Providers, member: Classmate): Handset {
  const mailbox = email.mailboxes.of(member.email!);
  const us = email.inboundDomain;
  return {
    lines: () =>
      mailbox.inbox().map(({ id, text, inReplyTo, files }) => ({
        id,
        text,
        choices: numbered(text),
        repliesTo: mailbox.mails().find(({ messageId }) => messageId === inReplyTo)?.text ?? null,
        hasPicture: files.some(({ mimeType }) => mimeType.startsWith('image/')),
      })),
    hasSpoken: () => mailbox.mails().length > 0,
    open: (code) => composed(`join+${code}@${us}`, 'Let me in', `JOIN ${code}`),
    say: typing,
    reply: nativeReply,
    choose: typeNumber,
  };
}

function inBrowser({ web }: Providers, { id }: Classmate): Handset {
  const browser = web.of(id);
  const wordsOf = (lineId: string | null) => browser.screen().find(({ id }) => id === lineId)?.text ?? null;
  return {
    lines: () =>
      browser.heard().map((line) => ({
        id: line.id,
        text: line.text ?? '',
        choices: line.choices,
        repliesTo: wordsOf(line.reply_to),
        hasPicture: line.files.some(({ kind }) => kind === 'photo'),
      })),
    hasSpoken: () => browser.screen().length > 0,
    open: (code) => typing(`JOIN ${code}`),
    say: typing,
    reply: nativeReply,
    choose: press,
  };
}

/** Where a picture cannot be shown, a link leads to it. */
const pictureLink = /https?:\/\/\S+\/m\/\S+/;

const press: Handset['choose'] = ({ id }, { data }) => ({
  act: { act: 'press', messageId: id, data },
  typed: null,
});

const typeNumber: Handset['choose'] = (_line, { data }) => typing(data);

const nativeReply: Handset['reply'] = ({ id }, text) => ({
  act: { act: 'say', text, replyTo: id },
  typed: text,
});

const composed = (to: string, subject: string, text: string) => ({
  act: { act: 'compose' as const, to, subject, text },
  typed: text,
});
