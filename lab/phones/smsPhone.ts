import type { Classmate } from '../cast.ts';
import type { TwilioEmulator } from '../twilio/emulator.ts';
import type { Bubble } from '../twilio/phones.ts';
import { linked } from './spans.ts';
import { plain } from './telegramPhone.ts';
import { type BubbleView, type PhoneView, shownMessages } from './view.ts';

/** A phone that can only text, as the page draws it. */
export function smsView(twilio: TwilioEmulator, member: Classmate): PhoneView {
  const phone = twilio.phones.of(member.number);
  // As they came: a text can overtake an earlier one.
  const all = phone.conversation().sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const shown = all.slice(-shownMessages);
  return {
    ...plain(member),
    messages: shown.map(bubble),
    earlier: all.length - shown.length,
    keyboard: [],
    isStarted: all.length > 0,
    isBlocked: phone.isOptedOut,
    presses: [],
    commands: [],
  };
}

function bubble({ sid, isMine, body, media, segments, at }: Bubble): BubbleView {
  return {
    id: sid,
    isMine,
    at,
    kind: media.length > 0 ? 'photo' : 'text',
    spans: linked(body),
    reply: null,
    buttons: [],
    isEdited: false,
    reactions: [],
    segments,
    isRead: true,
  };
}
