import { credentials, type Desk } from './desk.ts';
import { activeKnobs } from './knobs.ts';
import { latestInvite } from './phones/invite.ts';
import { mailboxView } from './phones/mailbox.ts';
import { smsView } from './phones/smsPhone.ts';
import { telegramView } from './phones/telegramPhone.ts';
import type { PhoneView } from './phones/view.ts';
import { webView } from './phones/webPhone.ts';
import { whatsappView } from './phones/whatsappPhone.ts';
import { whatsappWebView } from './phones/whatsappWebPhone.ts';
import type { Player } from './story/player.ts';
import type { Clock } from './twilio/world.ts';

export interface ViewParts extends Desk {
  clock: Clock;
  player: Player;
  foundingCode(): Promise<string | null>;
}

/** What the page is told: one phone, all that is not on a phone, and everything. */
export function viewsOf(parts: ViewParts) {
  const {
    telegram,
    twilio,
    whatsapp,
    whatsappWeb,
    email,
    web,
    classPhone,
    cast,
    clock,
    player,
    foundingCode,
  } = parts;

  function phone(id: string): PhoneView {
    const member = cast.find(id)!;
    if (member.channel === 'telegram') return telegramView(telegram, member);
    if (member.channel === 'whatsapp-web') return whatsappWebView(whatsappWeb!, member);
    if (member.channel === 'web') return webView(web, member);
    if (member.channel === 'email') return mailboxView(email, member);
    return member.channel === 'whatsapp' ? whatsappView(whatsapp, member) : smsView(twilio, member);
  }

  const lab = async () => ({
    now: clock.now(),
    number: credentials.phoneNumber,
    mail: { from: parts.emailAccount.from, domain: parts.emailAccount.inboundDomain },
    invite: latestInvite(parts, cast.members),
    foundingCode: await foundingCode(),
    faults: activeKnobs(parts),
    classPhone: classPhone?.view() ?? null,
  });

  const all = async () => ({
    phones: cast.members.map(({ id }) => phone(id)),
    lab: await lab(),
    story: player.progress,
  });

  return { phone, lab, all };
}
