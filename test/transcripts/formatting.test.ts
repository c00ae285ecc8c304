import { describe, expect, test } from 'vitest';
import { replyMarkdown } from '../../bots/email/replyMarkdown.ts';
import { authorMark } from '../../domain/formatting/authorMark.ts';
import { newClass } from '../support/class.ts';
import { onTelegram, onWhatsapp, written } from '../support/formatting.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

const channels = ['telegram', 'sms', 'whatsapp', 'email', 'whatsapp-web'] as const;

/** One member on each channel, and Ana, who writes on Telegram. */
async function everywhere() {
  const world = await newWorld({ channels: [...channels] });
  const school = await newClass(world, {
    members: {
      ana: 'telegram',
      tom: 'telegram',
      sue: 'sms',
      will: 'whatsapp',
      eve: 'email',
      wes: 'whatsapp-web',
    },
  });
  const phone = (name: string) => world.phones.get(name)!;
  const mark = (name: string) => authorMark(school.members[name]!.personId);
  /** Without looking at what anybody hears of it. */
  const quietly = (script: string) =>
    play(world, `${script}\n${[...world.phones.keys()].map((one) => `${one}~`).join('\n')}`);
  return { world, phone, mark, quietly, see: (name: string) => written(world, name) };
}

const party = onTelegram('Party at the lake: npm install', [
  { type: 'bold', offset: 0, length: 5 },
  { type: 'text_link', offset: 9, length: 8, url: 'https://lake.example/a_b' },
  { type: 'code', offset: 19, length: 11 },
]);

describe('what is formatted on Telegram', () => {
  test('is shown so before it is posted, and to everybody as their channel can', async () => {
    const { world, phone, mark, quietly, see } = await everywhere();
    await world.hear(phone('ana'), party);
    const html = '<b>Party</b> at <a href="https://lake.example/a_b">the lake</a>: <code>npm install</code>';
    expect(see('ana')).toBe(`This goes to 5 classmates in <b>Lincoln High</b>:\n${html}`);
    await quietly('ana> [Post it]');
    expect(see('tom')).toBe(`<b>${mark('ana')} Ana</b> · #1\n${html}`);
    expect(see('sue')).toBe(
      'Ana: Party at the lake (https://lake.example/a_b): npm install\nAnswer: REPLY 1: your words',
    );
    const marks = `*${mark('ana')} Ana* · #1\n*Party* at the lake (https://lake.example/a_b): \`npm install\``;
    expect(see('will')).toBe(marks);
    expect(see('wes')).toBe(marks);
    expect(see('eve')).toBe(
      `<b>${mark('ana')} Ana</b> · #1
<b>Party</b> at <a href="https://lake.example/a_b" rel="noopener noreferrer">the lake</a>: <code>npm install</code>
${mark('ana')} Ana · #1
Party at the lake (https://lake.example/a_b): npm install`,
    );
  });

  test('is kept when it is edited, and in the word of correction', async () => {
    const { world, phone, mark, quietly, see } = await everywhere();
    await world.hear(phone('ana'), party);
    await quietly('ana> [Post it]');
    await world.hear(
      phone('ana'),
      onTelegram('Party is off', [{ type: 'italic', offset: 9, length: 3 }], 'edited'),
    );
    expect(see('tom')).toBe(`<b>${mark('ana')} Ana</b> · #1\nParty is <i>off</i>`);
    expect(see('will')).toBe(`${mark('ana')} Ana corrected #1: Party is _off_`);
    expect(see('sue')).toMatch(/^Ana corrected #1: Party is off\n/);
  });

  test('is found behind a command and in a reply, quotes and code on their own lines', async () => {
    const { world, phone, mark, quietly, see } = await everywhere();
    const bold = { type: 'bold', offset: 6, length: 2 };
    await world.hear(
      phone('ana'),
      onTelegram('/post hi all', [{ type: 'bot_command', offset: 0, length: 5 }, bold]),
    );
    await quietly('ana> [Post it]');
    expect(see('tom')).toBe(`<b>${mark('ana')} Ana</b> · #1\n<b>hi</b> all`);
    const lines = [
      { type: 'blockquote', offset: 9, length: 6 },
      { type: 'pre', offset: 16, length: 4, language: 'ts' },
    ];
    await world.hear(phone('tom'), onTelegram('/reply 1 said x\na\n b', lines));
    await quietly('tom~');
    expect(see('ana')).toBe(
      `<b>${mark('tom')} Tom</b> · #2\n<blockquote>said x</blockquote>\n<pre><code class="language-ts">a\n b</code></pre>`,
    );
    expect(see('sue')).toBe('Tom (answering Ana #1): \n> said x\na\n b\nAnswer: REPLY 2: your words');
  });

  test('outlives a question that comes between', async () => {
    const { world, phone, mark, quietly, see } = await everywhere();
    await quietly('ana> /post');
    await world.hear(phone('ana'), party);
    await quietly('ana~\n--- restart\nana> [Change it]');
    await world.hear(phone('ana'), onTelegram('  so be it ', [{ type: 'underline', offset: 2, length: 2 }]));
    await quietly('ana> [Post it]');
    expect(see('tom')).toBe(`<b>${mark('ana')} Ana</b> · #1\n<u>so</u> be it`);
  });
});

describe('what is formatted on WhatsApp', () => {
  test('is read on Telegram, and back on WhatsApp', async () => {
    const { world, phone, mark, quietly, see } = await everywhere();
    await world.hear(phone('will'), onWhatsapp('*bold* _and_ ~gone~\n> said 2 * 3'));
    await quietly('will> [Post it]');
    expect(see('tom')).toBe(
      `<b>${mark('will')} Will</b> · #1\n<b>bold</b> <i>and</i> <s>gone</s>\n<blockquote>said 2 * 3</blockquote>`,
    );
    expect(see('wes')).toBe(`*${mark('will')} Will* · #1\n*bold* _and_ ~gone~\n> said 2 * 3`);
    expect(see('sue')).toMatch(/^Will: bold and gone\n> said 2 \* 3\n/);
  });

  test('is found behind a command', async () => {
    const { world, phone, mark, quietly, see } = await everywhere();
    await world.hear(phone('will'), onWhatsapp('POST *hi* all'));
    await quietly('will> [Post it]');
    expect(see('tom')).toBe(`<b>${mark('will')} Will</b> · #1\n<b>hi</b> all`);
  });
});

test('what is formatted in a mail is read so everywhere, its subject as it was typed', async () => {
  const { world, phone, mark, quietly, see } = await everywhere();
  const text = 'Who *comes*?';
  const said = {
    kind: 'text',
    text,
    replyTo: null,
    ...replyMarkdown(text, '<p>Who <b>comes</b>?</p>'),
  } as const;
  await world.hear(phone('eve'), said, {
    target: { kind: 'forum', name: 'general' },
    subject: 'Dinner *here*',
  });
  await quietly('eve~');
  expect(see('tom')).toBe(`<b>${mark('eve')} Eve</b> · #1\nDinner *here*\n\nWho <b>comes</b>?`);
  expect(see('wes').replaceAll('\u2060', '')).toBe(
    `*${mark('eve')} Eve* · #1\nDinner *here*\n\nWho *comes*?`,
  );
});

describe('what is typed without formatting', () => {
  const typed = [
    '2 * 3 * 4',
    '_',
    '*not bold*',
    '# 1',
    '<b>',
    '1) [a](b)',
    'C:\\new_dir\\',
    '> so he said',
    '&amp;',
  ];

  test.each(typed)('%s is the same everywhere', async (words) => {
    const { world, phone, mark, quietly, see } = await everywhere();
    await world.hear(phone('sue'), { kind: 'text', text: words, replyTo: null });
    await quietly('sue> [Post it]');
    const html = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(see('ana')).toBe(`<b>${mark('sue')} Sue</b> · #1\n${html}`);
    expect(see('will').replaceAll('\u2060', '')).toBe(`*${mark('sue')} Sue* · #1\n${words}`);
    expect(see('eve')).toBe(`<b>${mark('sue')} Sue</b> · #1\n${html}\n${mark('sue')} Sue · #1\n${words}`);
    await quietly('ana> (replies to Sue · #1) _');
    expect(see('sue')).toMatch(/^Ana \(answering you, #1\): _\n/);
  });
});

test('a draft that waited since drafts were plain is posted as it was typed', async () => {
  const { world, quietly, see } = await everywhere();
  await quietly('ana> 2 *3* 4');
  await world.sql`
    update conversations set version = 1, context = jsonb_set(context, '{text}', '"2 *3* 4"') where flow = 'posting'`;
  await quietly('ana> [Post it]');
  expect(see('sue')).toMatch(/^Ana: 2 \*3\* 4\n/);
});

test('what counts for the length is what is seen, addresses included', async () => {
  const { world, phone, see } = await everywhere();
  const bold = [{ type: 'bold', offset: 0, length: 4_000 }];
  await world.hear(phone('ana'), onTelegram('*'.repeat(4_000), bold));
  expect(phone('ana').screen.at(-1)!.text).toContain('This goes to 5 classmates');
  const link = [{ type: 'text_link', offset: 0, length: 1, url: 'https://x.org/' }];
  await world.hear(phone('tom'), onTelegram('x'.repeat(4_000), link));
  expect(see('tom')).toMatch(/^That is more than one message can hold/);
});
