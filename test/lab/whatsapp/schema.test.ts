import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../../lab/whatsapp/refusal.ts';
import { checkProduct, readRequest } from '../../../lab/whatsapp/request.ts';

const schema = new URL('../../fixtures/whatsapp/wa-send.schema.json', import.meta.url);
const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(schema, 'utf8')),
);

/** Around its limit, and now and then something that is no text at all. */
const textOf = (most: number): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 16, arbitrary: fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }) },
    { weight: 2, arbitrary: fc.integer({ min: most - 1, max: most + 1 }).map((count) => '😀'.repeat(count)) },
    { weight: 1, arbitrary: fc.constantFrom('', 7, null, ['x'], { text: 'x' }) },
  );
/** There in one case of five. */
const rarely = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 6 });

const button = fc.record({
  type: fc.constantFrom('reply', 'reply', 'reply', 'url'),
  reply: fc.record({ id: textOf(256), title: textOf(20) }),
});
const row = fc.record({ id: textOf(200), title: textOf(24), description: some(textOf(72)) });
const section = fc.record({ title: some(textOf(24)), rows: fc.array(row, { maxLength: 11 }) });
const interactive = fc.record({
  type: fc.constantFrom('button', 'list', 'cta_url', 'location_request_message'),
  header: fc.option(fc.record({ type: fc.constantFrom('text', 'image'), text: textOf(60) }), {
    nil: undefined,
    freq: 1,
  }),
  body: some(fc.record({ text: textOf(1024) })),
  footer: fc.option(fc.record({ text: textOf(60) }), { nil: undefined, freq: 1 }),
  action: fc.oneof(
    fc.record({ buttons: fc.array(button, { maxLength: 4 }) }),
    fc.record({ button: textOf(20), sections: fc.array(section, { maxLength: 3 }) }),
    fc.record({
      name: fc.constant('cta_url'),
      parameters: fc.record({ display_text: textOf(20), url: fc.constantFrom('https://a.org', 'ftp://a') }),
    }),
    fc.record({
      name: fc.constant('send_location'),
      parameters: fc.option(fc.constant({}), { nil: undefined, freq: 1 }),
    }),
  ),
});
const file = fc.record({
  id: some(textOf(99)),
  link: fc.option(fc.constantFrom('https://a.org/a', 'a'), { nil: undefined, freq: 1 }),
  caption: rarely(textOf(1024)),
  filename: rarely(textOf(99)),
  voice: rarely(fc.boolean()),
});

const content = fc.oneof(
  fc.record({
    type: fc.constant('text'),
    text: fc.record({ body: textOf(4096), preview_url: some(fc.constantFrom(true, 'yes')) }),
  }),
  fc.record({ type: fc.constant('interactive'), interactive }),
  ...['image', 'document', 'audio', 'video', 'sticker'].map((kind) =>
    file.map((one) => ({ type: kind, [kind]: one })),
  ),
  fc.record({
    type: fc.constant('reaction'),
    reaction: fc.record({ message_id: textOf(99), emoji: fc.constantFrom('👍', '', 'ok') }),
  }),
  fc.record({
    type: fc.constant('location'),
    location: fc.record({
      latitude: fc.constantFrom(1, '1', 'x', null),
      longitude: fc.constantFrom(1, '1'),
      name: some(textOf(99)),
    }),
  }),
);
const around = fc.record({
  messaging_product: fc.oneof(
    { weight: 20, arbitrary: fc.constant('whatsapp') },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  recipient_type: rarely(fc.constantFrom('individual', 'everybody')),
  to: fc.oneof(
    { weight: 20, arbitrary: fc.constant('14155550101') },
    { weight: 1, arbitrary: fc.constantFrom(14155550101, undefined) },
  ),
  recipient: fc.option(fc.constant('US.1'), { nil: undefined, freq: 1 }),
  context: fc.option(fc.record({ message_id: textOf(99) }), { nil: undefined, freq: 1 }),
  biz_opaque_callback_data: some(textOf(512)),
});

test('whatever the emulator takes is valid by Meta’s schema', () => {
  let taken = 0;
  const request = fc
    .tuple(around, content)
    .map(([outer, inner]) => JSON.parse(JSON.stringify({ ...outer, ...inner })));
  fc.assert(
    fc.property(request, (body) => {
      try {
        checkProduct(body);
        readRequest(body);
      } catch (error) {
        // Anything but a refusal would be answered with 500.
        expect(error).toBeInstanceOf(Refusal);
        return;
      }
      taken++;
      expect(isValid(body), JSON.stringify([body, isValid.errors?.slice(0, 3)])).toBe(true);
    }),
    { numRuns: 8_000, seed: 7 },
  );
  expect(taken).toBeGreaterThan(500);
});
