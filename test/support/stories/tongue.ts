import type { ChannelName } from '../../../domain/channel.ts';
import { exitWord, helpWord, mannersOf, typedWord } from '../../../domain/manners.ts';
import { abilities } from '../phone.ts';

/** All that differs between the channels of whoever plays a story. */
export interface Tongue {
  channel: ChannelName;
  /** How the channel is called. */
  label: string;
  /** Eva, whom nobody knows yet. */
  stranger: string;
  /** How she brings an invite. */
  join(code: string): string;
  /** From the question for the section to the one where to get messages: some channels vouch for a number. */
  provesPhone: string;
  /** A command as typed there: `/reply 1 Me`, `REPLY 1 Me`. */
  command(words: string): string;
  help: string;
  exit: string;
  /** Presses the button of a command, or types what stands for it. */
  press(button: CommandButton): string;
  /** How such buttons stand behind a text. */
  buttons(...buttons: CommandButton[]): string;
  /** How a request is answered at any time: known, not known. */
  votes: readonly [string, string];
  /** What gives a draft up. */
  leaveIt: string;
}

/** What a button of a command says, and what is typed instead. */
type CommandButton = readonly [label: string, typed: string];

export const yes = ['Yes, I know them', 'YES 1'] as const;
export const no = ['No', 'NO 1'] as const;

/** The channels that came after Telegram and SMS, for which each flow has transcripts of its own. */
export const newChannels = ['whatsapp', 'whatsapp-web', 'email', 'web'] as const;

const labels = { whatsapp: 'WhatsApp', 'whatsapp-web': 'WhatsApp', email: 'Email', web: 'Web chat' };

const strangers = {
  whatsapp: 'whatsapp US.13491208655302 en +14155550106',
  'whatsapp-web': 'whatsapp-web 271828182845904@lid en +14155550106',
  email: 'email eva@class.example',
  web: 'web 0123456789abcdef',
};

const byCode = `
  eva< I ask for your phone number so that nobody joins twice. Type it with its country code, like +14155550123; I will text you a code.
  mobile: sms +14155550106
  eva> +14155550106
  mobile< {code=\\d{6}} is your Homeroom code. …
  eva< A code is on its way; it is good for ten minutes. | Type the six digits I sent to … [Send a new code] [Use another number]
  eva> {code}
`;

export function tongueOf(channel: (typeof newChannels)[number]): Tongue {
  const { hasSlash } = mannersOf(channel);
  const { buttons: hasButtons } = abilities[channel];
  const isVouchedFor = channel === 'whatsapp' || channel === 'whatsapp-web';
  return {
    channel,
    label: labels[channel],
    stranger: `eva: ${strangers[channel]}`,
    join: (code) => (hasSlash ? `/start ${code}` : `JOIN ${code}`),
    provesPhone: isVouchedFor ? '' : byCode,
    command(words) {
      const [word, ...rest] = words.split(' ');
      return [typedWord(word!, channel), ...rest].join(' ');
    },
    help: helpWord(channel),
    exit: exitWord(channel),
    press: ([label, typed]) => (hasButtons ? `[${label}]` : typed),
    buttons(...buttons) {
      if (hasButtons) return buttons.map(([label]) => ` [${label}]`).join('');
      return ` | Answer ${buttons.map(([, typed]) => typed).join(' or ')}.`;
    },
    votes: hasSlash ? ['/approve 1', '/reject 1'] : ['YES 1', 'NO 1'],
    leaveIt: hasSlash ? 'Cancel' : 'Leave it',
  };
}
