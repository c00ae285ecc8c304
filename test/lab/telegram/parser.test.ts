import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ParsedText, ParseError } from '../../../lab/telegram/parsedText.ts';
import { parseHtml } from '../../../lab/telegram/parseHtml.ts';
import { parseMarkdownV2 } from '../../../lab/telegram/parseMarkdownV2.ts';
import type { MessageEntity } from '../../../lab/telegram/shapes.ts';
import { putInOrder } from '../../../lab/telegram/tidy.ts';
import { judgeMarkup, judgeTidying, withoutFormat } from './judge.ts';
import { htmlSource, markdownSource, RUNS, SEED } from './markupFuzz.ts';
import { type Lab, openLab } from './support.ts';

interface Vector {
  input: string;
  error?: string;
  text?: string;
  entities?: { type: string; offset: number; length: number; argument?: string }[];
}

const vectors = JSON.parse(
  readFileSync(new URL('../../fixtures/telegram/parse-vectors.json', import.meta.url), 'utf8'),
) as { html: Vector[]; markdown_v2: Vector[] };

const MODES = [
  { mode: 'HTML', parse: parseHtml, vectors: vectors.html, sources: htmlSource },
  { mode: 'MarkdownV2', parse: parseMarkdownV2, vectors: vectors.markdown_v2, sources: markdownSource },
] as const;

let lab: Lab;

beforeAll(async () => {
  lab = await openLab();
  lab.telegram.phones.add({ id: 7, first_name: 'Ana' }).start();
});

afterAll(() => lab.close());

function parsed(parse: (source: string) => ParsedText, source: string): ParsedText | { error: string } {
  try {
    return parse(source);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { error: `Can't parse entities: ${error.message}` };
  }
}

function comparable(got: ParsedText | { error: string }) {
  return 'error' in got ? got : { text: got.text, entities: got.entities.map(withoutFormat) };
}

for (const { mode, parse, vectors, sources } of MODES) {
  test.each(vectors)(`reads the ${mode} vector $input`, ({ input, error, text, entities }) => {
    const wanted = error ? { error: `Can't parse entities: ${error}` } : { text, entities };
    const got = parsed(parse, input);
    expect('error' in got ? got : { text: got.text, entities: got.entities.map(asVector) }).toEqual(wanted);
  });

  test.each(vectors)(`answers the ${mode} vector $input over HTTP`, async ({ input, error }) => {
    const params = { chat_id: 7, text: input, parse_mode: mode };
    const reply = await lab.call('sendMessage', params);
    const judged = judgeMarkup(input, mode);
    if (input === '') expect(reply.description).toBe('Bad Request: message text is empty');
    else if (error) expect(reply.description).toBe(`Bad Request: can't parse entities: ${error}`);
    else if ('text' in judged && judged.text.trim() === '')
      expect(reply.description).toMatch(/must be non-empty/);
    else expect(reply).toMatchObject({ status: 200, result: { text: asStored(input, mode) } });
  });

  test(`agrees with Telegram's own parser on random ${mode}`, () => {
    fc.assert(
      fc.property(sources, (source) => {
        expect(comparable(parsed(parse, source))).toEqual(judgeMarkup(source, mode));
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
}

test("puts the entities of random HTML into Telegram's own order", () => {
  fc.assert(
    fc.property(htmlSource, (source) => {
      const judged = judgeMarkup(source, 'HTML');
      fc.pre(!('error' in judged) && !/[*_~|`[\]]/.test(judged.text));
      if ('error' in judged) return;
      expect(withoutDetail(putInOrder(parseHtml(source)))).toEqual(
        withoutDetail(judgeTidying(judged.text, judged.entities) as ParsedText),
      );
    }),
    { numRuns: RUNS, seed: SEED, maxSkipsPerRun: 1000 },
  );
});

const withoutDetail = ({ text, entities }: ParsedText) => ({
  text,
  entities: entities.map(({ type, offset, length, url, language }) => ({
    type,
    offset,
    length,
    url,
    language,
  })),
});

/** What of the text is left when Telegram has taken out line ends and white space around it. */
function asStored(input: string, mode: 'HTML' | 'MarkdownV2'): string {
  const judged = judgeMarkup(input, mode);
  if ('error' in judged) throw new Error(judged.error);
  return judged.text.replaceAll('\r', '').trimEnd().slice(leadingBlank(judged));
}

/** White space before the first entity and the first word. */
function leadingBlank({ text, entities }: ParsedText): number {
  const blank = /^[ \n]*/.exec(text)![0].length;
  return Math.min(blank, entities[0]?.offset ?? blank);
}

/** The vectors tell a link's address, a language and a moment as one argument. */
function asVector(entity: MessageEntity) {
  const { type, offset, length } = entity;
  const argument = entity.url ?? entity.language ?? moment(entity);
  return { type, offset, length, ...(argument && { argument }) };
}

/** TDLib tells a date's format in bits. */
function moment({ unix_time, date_time_format = '' }: MessageEntity): string | undefined {
  if (unix_time === undefined) return undefined;
  const bits = { r: 1, t: 2, T: 4, d: 8, D: 16, w: 32 };
  const flags = [...date_time_format].reduce((sum, letter) => sum + bits[letter as keyof typeof bits], 0);
  return `td::date_time(${unix_time},${flags})`;
}
