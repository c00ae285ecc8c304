import { headerOf } from './read.ts';
import { sendOwn } from './sending.ts';
import type { Account, Mail, Person } from './state.ts';
import type { World } from './world.ts';

/** One person is told again after this long. */
const toldAgainAfterMs = 4 * 86_400_000;

const notes = {
  en: {
    subject: 'Out of office',
    text: 'Hello,\n\nI am away until Monday and read no mail until then.\n\nBest,',
  },
  es: {
    subject: 'Fuera de la oficina',
    text: 'Hola:\n\nEstoy fuera hasta el lunes y no leo el correo hasta entonces.\n\nUn saludo,',
  },
};

/** Answers a mail that came while its owner is away, where that is switched on (RFC 3834). */
export async function tellOfAbsence(world: World, mail: Mail): Promise<void> {
  const account = world.account(mail.address);
  if (!account || account.absence === 'off' || isAnswer(mail)) return;
  const to = account.absence === 'polite' ? politely(world, account, mail) : (mail.replyTo ?? mail.from);
  if (!to) return;
  account.toldAt[to.address] = world.nowText();
  const { subject, text } = notes[account.language];
  await sendOwn(world, account, {
    to: [to],
    subject: `${subject}: ${mail.subject}`,
    text: `${text}\n${account.name}`,
    typed: text,
    parent: mail,
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Autoreply': 'yes', Precedence: 'auto_reply' },
    isAutomatic: true,
  });
}

/** Not even the oldest server answers an answer, or a report: two of them would never end. */
const isAnswer = (mail: Mail) =>
  mail.envelopeFrom === '' || /^auto-replied/i.test(headerOf(mail, 'auto-submitted') ?? '');

/** Only people are told, once in a while, at the address that SMTP named; `null` where this one is not to be. */
function politely({ clock }: World, account: Account, mail: Mail): Person | null {
  const told = account.toldAt[mail.envelopeFrom];
  const isTold = told !== undefined && clock.now().getTime() - Date.parse(told) < toldAgainAfterMs;
  if (isTold || isFromProgram(mail)) return null;
  return { name: '', address: mail.envelopeFrom };
}

function isFromProgram(mail: Mail): boolean {
  const value = (name: string) => headerOf(mail, name) ?? '';
  return (
    /^(?!no\b)./i.test(value('auto-submitted')) ||
    /^(?:bulk|list|junk)/i.test(value('precedence')) ||
    /\b(?:all|oof|autoreply)\b/i.test(value('x-auto-response-suppress')) ||
    mail.headers.some(({ name }) => name.startsWith('list-'))
  );
}
