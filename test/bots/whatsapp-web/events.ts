import type { Outbound } from '../../../domain/channel.ts';

/** Our number, which is the account of its events. */
export const account = '+4915112345678';

/** Eva, by number and by her hidden id. */
export const eva = { phone: '+14155550106', wid: '14155550106@c.us', lid: '271828182845904@lid' };

export const group = '120363041234567890@g.us';

/** A message as the library has it on `rawData`, which WhatsApp Web serialized; here from Eva. */
export function message(more: Record<string, unknown> = {}) {
  return {
    id: {
      fromMe: false,
      remote: eva.wid,
      id: '3A0D4F6B8E21C7',
      _serialized: `false_${eva.wid}_3A0D4F6B8E21C7`,
    },
    type: 'chat',
    body: 'Hello there',
    t: 1764000000,
    notifyName: 'Eva Novak',
    from: { server: 'c.us', user: '14155550106', _serialized: eva.wid },
    to: { server: 'c.us', user: '4915112345678', _serialized: '4915112345678@c.us' },
    self: 'in',
    ack: 1,
    isNewMsg: true,
    star: false,
    links: [],
    ...more,
  };
}

/** The same, said in a group: WhatsApp names the author beside it. */
export function groupMessage(more: Record<string, unknown> = {}) {
  const id = { fromMe: false, remote: group, id: '3AFF', participant: { _serialized: eva.lid } };
  return message({ id, from: { _serialized: group }, author: { _serialized: eva.lid }, ...more });
}

export const said = (more: Record<string, unknown> = {}) => ({ event: 'message', message: message(more) });

/** Something to send. */
export function outbound(to: string, text: string, more: Partial<Outbound> = {}): Outbound {
  const nothing = { choices: [], contactButton: null, replyTo: null, change: null };
  return { id: `delivery of ${text}`, to, body: [text], ...nothing, ...more };
}
