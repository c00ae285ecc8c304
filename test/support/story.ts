import { expect } from 'vitest';
import type { ChannelName, MediaKind, Said } from '../../domain/channel.ts';
import type { Mail } from '../../domain/mail.ts';
import { isFileKind } from '../../domain/media.ts';
import { shownNumber } from '../../domain/shownNumber.ts';
import { abilities, type Phone } from './phone.ts';
import type { World } from './world.ts';

/**
 * Plays a chat as it reads, and fails where it would read otherwise:
 *
 *     ana: telegram 1001 es            somebody with a phone (channel, identifier, language)
 *     eva: whatsapp US.1 en +14155550106  the number that the provider vouches for, where it does
 *     ana> /start K7QM-2XRD            ana says
 *     ana< Welcome! … [Skip]           what ana hears: exactly this, `…` for anything; [x] are buttons, | new lines
 *     ana> [Skip]                      presses the latest button of that name; where there are none, types its number
 *     ana> (contact +14155550123)      shares their own contact; (somebody's contact +1…) another's
 *     ana> (photo) the old gym         any kind of media, with its caption
 *     ana> (document game.exe)         a file of that name; programs are refused
 *     ana> (edits hello) hello you     edits what they said
 *     eva> (deletes hello)             takes back what they said
 *     ana> (replies to Hi all) thanks  a native reply to the latest message that contains those words
 *     ana> (blocks) / (unblocks)
 *     gina> (forged) hello             a mail whose sender nothing proves
 *     gina> (answers ben's mail) hello a mail to the token of something that went to Ben
 *     gina> (answers message 12) hello a mail to the link below that message in a digest
 *     gina> (to general: Dinner) Who?  a mail to a forum's address, with its subject
 *     ana~                             ana's news are not looked at
 *     ana> (in gym) hello              said in the group that the phone `gym` stands for
 *     ana> (in gym) (moves to -1002)   the group becomes a supergroup with another id
 *     --- 2 days                       time passes (seconds, minutes, hours, days)
 *     --- restart                      another process takes over
 *
 * Everything that anybody hears must be in the story. `{name}` stands for a value handed in or read: `{code=\d{6}}` in
 * an expected line keeps what matched.
 */
export async function play(
  world: World,
  script: string,
  values: Record<string, string> = {},
): Promise<Record<string, string>> {
  const lines = script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'));
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1] ?? '';
    await playLine(world, line, values);
    if (!/^\w+[<~]/.test(next)) expectNothingLeft(world, line);
  }
  return values;
}

async function playLine(world: World, line: string, values: Record<string, string>): Promise<void> {
  const [, name, kind, rest] = /^(\w+|---)\s*([:><~]?) ?(.*)$/.exec(line) ?? [];
  if (name === '---' && rest === 'restart') return world.restart();
  if (name === '---') return world.later(spanMs(rest!));
  if (kind === ':') return addPhone(world, name!, filled(rest!, values));
  const phone = world.phones.get(name!);
  if (!phone) throw new Error(`nobody is called ${name} in: ${line}`);
  if (kind === '~') phone.news = [];
  else if (kind === '>') {
    const typed = filled(rest!, values);
    const [whole = '', group] = /^\(in (\w+)\) ?/.exec(typed) ?? [];
    if (group)
      return inGroup(world, { phone, group: world.phones.get(group)!, typed: typed.slice(whole.length) });
    const { words, mail } = await mailed(world, typed, phone);
    await world.hear(phone, meant(phone, words), mail);
  } else expectHeard(phone, rest!, values);
}

/** Everybody in the group sees it: it is replied to there. */
function inGroup(
  world: World,
  { phone, group, typed }: { phone: Phone; group: Phone; typed: string },
): Promise<void> {
  const said = meant({ ...phone, screen: group.screen, typed: group.typed }, typed);
  if (said.kind === 'text' && said.messageId) {
    group.screen.push({
      id: said.messageId,
      text: said.text,
      body: [said.text],
      choices: [],
      contactButton: null,
      replyTo: null,
      isEdited: false,
    });
  }
  return world.hear(phone, said, {}, { id: group.identifier });
}

/** What only a mail says, taken off what is typed. */
async function mailed(
  world: World,
  typed: string,
  phone: Phone,
): Promise<{ words: string; mail: Partial<Mail> }> {
  const [whole, forged, whose, number, forum, subject = ''] =
    /^\((?:(forged)|answers (\w+)'s mail|answers message (\d+)|to ([\w-]+)(?:: (.*?))?)\) ?/.exec(typed) ??
    [];
  if (whole === undefined) return { words: typed, mail: {} };
  const words = typed.slice(whole.length);
  if (forged) return { words, mail: { isAligned: false } };
  if (forum) return { words, mail: { target: { kind: 'forum', name: forum }, subject } };
  const [bearer] = await world.sql<{ id: string }[]>`
    select coalesce(person_id, id) as id from addresses
    where identifier_hash = decode(${world.hashOf(whose ? world.phones.get(whose)! : phone)}, 'hex')`;
  if (number) {
    const target = { kind: 'replyTo' as const, personId: bearer!.id, number: Number(number) };
    return { words, mail: { isAligned: false, target } };
  }
  return { words, mail: { isAligned: false, target: { kind: 'reply', personId: bearer!.id } } };
}

function addPhone(world: World, name: string, rest: string): Promise<void> {
  const [channel = '', identifier = '', language = 'en', number = null] = rest.split(' ');
  world.phones.set(name, {
    name,
    channel: channel as ChannelName,
    identifier,
    language,
    number,
    screen: [],
    typed: [],
    news: [],
  });
  return Promise.resolve();
}

function expectHeard(phone: Phone, expected: string, values: Record<string, string>): void {
  const heard = phone.news.shift() ?? '(nothing)';
  const pattern = filled(expected, values, true)
    .split(/(…|\{\w+=.+?\}(?=\s|$|[.,:)\]]))/)
    .map((part) => {
      if (part === '…') return '.*';
      const keep = /^\{(\w+)=(.+)\}$/.exec(part);
      return keep ? `(?<${keep[1]}>${keep[2]})` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  const match = new RegExp(`^${pattern}$`, 'su').exec(heard);
  if (!match) expect(`${phone.name}< ${heard}`).toBe(`${phone.name}< ${filled(expected, values, true)}`);
  Object.assign(values, match?.groups ?? {});
}

function expectNothingLeft(world: World, line: string): void {
  const left = [...world.phones.values()].flatMap(({ name, news }) => news.map((text) => `${name}< ${text}`));
  expect(left, `heard besides, after "${line}"`).toEqual([]);
}

function meant(phone: Phone, typed: string): Said {
  const [, verb, inner = '', words = ''] = /^\((\w+(?:'s contact| to)?)\s*(.*?)\)\s*(.*)$/s.exec(typed) ?? [];
  const button = /^\[(.+)\]$/.exec(typed)?.[1];
  if (button) return press(phone, button);
  if (!verb)
    return { kind: 'text', text: typed.replaceAll('\\n', '\n'), replyTo: null, ...remembered(phone, typed) };
  if (verb === 'contact') return { kind: 'contact', phone: inner, isOwn: true };
  if (verb.endsWith('contact')) return { kind: 'contact', phone: inner, isOwn: false };
  if (verb === 'edits') return { kind: 'edited', text: words, messageId: typedWith(phone, inner) };
  if (verb === 'deletes') return { kind: 'deleted', messageId: typedWith(phone, inner) };
  if (verb === 'blocks') return { kind: 'stopped' };
  if (verb === 'unblocks') return { kind: 'started' };
  if (verb === 'help') return { kind: 'carrierHelp' };
  if (verb === 'moves to') return { kind: 'moved', to: inner };
  if (verb === 'strange') return { kind: 'unknown', what: 'strange' };
  if (verb === 'replies to') {
    const target = phone.screen.findLast(({ text }) => text.includes(inner));
    if (!target) throw new Error(`${phone.name} sees nothing with "${inner}"`);
    const number = phone.channel === 'telegram' ? shownNumber(target.text) : null;
    const quoted = { replyTo: target.id, ...(number && { repliedNumber: number }) };
    return { kind: 'text', text: words, ...quoted, ...remembered(phone, words) };
  }
  const media = verb as MediaKind;
  const file = isFileKind(media)
    ? { id: `file-${inner || media}`, mime: null, name: inner || null, size: null }
    : null;
  return { kind: 'media', media, caption: words || null, replyTo: null, file };
}

function typedWith(phone: Phone, words: string): string {
  const typed = phone.typed.findLast(({ text }) => text.includes(words));
  if (!typed) throw new Error(`${phone.name} typed nothing with "${words}"`);
  return typed.id;
}

/** Where a channel lets people edit what they wrote, it has an id. */
function remembered(phone: Phone, text: string): { messageId?: string } {
  if (phone.channel === 'sms') return {};
  const id = `T${phone.typed.length + 1}`;
  phone.typed.push({ id, text });
  return { messageId: id };
}

function press(phone: Phone, label: string): Said {
  const shown = phone.screen.findLast(({ choices }) => choices.some((choice) => choice.label === label));
  const choice = shown?.choices.find((one) => one.label === label);
  if (!shown || !choice) throw new Error(`${phone.name} sees no button [${label}]`);
  if (!abilities[phone.channel].buttons) {
    const number = String(shown.choices.indexOf(choice) + 1);
    return { kind: 'text', text: number, replyTo: null, ...remembered(phone, number) };
  }
  return { kind: 'pressed', data: choice.data, messageId: shown.id };
}

function filled(line: string, values: Record<string, string>, keepsUnknown = false): string {
  return line.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined && !keepsUnknown) throw new Error(`no value for ${whole}`);
    return value ?? whole;
  });
}

function spanMs(span: string): number {
  const [, count, unit] = /^(\d+) (second|minute|hour|day)s?$/.exec(span) ?? [];
  const unitMs = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };
  return Number(count) * unitMs[unit as keyof typeof unitMs];
}
