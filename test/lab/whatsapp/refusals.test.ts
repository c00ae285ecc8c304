import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { errors } from '../../../lab/whatsapp/errors.ts';
import { checkProduct, readRequest } from '../../../lab/whatsapp/request.ts';
import { refused } from './refusals.ts';
import { ACCOUNT, ANA, ask, type Lab, openLab, send, text, type Value } from './support.ts';

const fixture = (name: string): Value =>
  JSON.parse(readFileSync(new URL(`../../fixtures/whatsapp/${name}.json`, import.meta.url), 'utf8'));

/** Meta's formats (`uri`, `date`) are of no matter here. */
const ajv = new Ajv2020({ strict: false, validateFormats: false });
const isValid = ajv.compile(fixture('wa-send.schema'));

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
  lab.ana.say('Hello');
  await lab.emulator.idle();
});
afterAll(() => lab.close());

const whole = (request: object) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: ANA,
  ...request,
});

describe('refused with its code and Meta’s words', () => {
  it.each(refused.map((one) => [one.what, one] as const))('%s', async (_what, one) => {
    const { status, body } = await send(lab, one.request);
    expect(body.error).toMatchObject({
      code: one.code,
      type: 'OAuthException',
      fbtrace_id: expect.any(String),
    });
    expect(`${body.error.message} ${body.error.error_data?.details}`).toMatch(one.words);
    expect(status).toBe(errors[one.code]!.status);
    expect(lab.emulator.snapshot().messages).toHaveLength(1);
  });
});

describe('the emulator refuses all that Meta’s schema refuses, and what is more is known', () => {
  it.each(refused.map((one) => [one.what, one] as const))('%s', (_what, { request, bySchema }) => {
    expect(isValid(JSON.parse(JSON.stringify(whole(request))))).toBe(!bySchema);
  });
});

/** What a business needs a catalog, a flow or a payment for. */
const notServed = /Catalog|Product|Order|Flow/;

describe('Meta’s own examples', () => {
  const examples: [string, Value][] = Object.entries(fixture('send-examples') as Record<string, Value>);
  // Two of them forget their type, for which the schema asks; a read mark has none.
  const served = examples.filter(([name, one]) => !notServed.test(name) && (one.type || one.status));
  it.each(served)('%s is understood', (_name, example) => {
    const body = JSON.parse(
      JSON.stringify(example).replaceAll('{{Recipient-Phone-Number}}', ANA).replaceAll('http(s)', 'https'),
    );
    if (body.status) return expect(body.status).toBe('read');
    // Examples hold words where files and links go.
    const filled = JSON.parse(
      JSON.stringify(body).replace(/"link":"[^"]*"/g, '"link":"https://example.org/a"'),
    );
    checkProduct(filled);
    expect(() => readRequest(filled)).not.toThrow();
    return expect(isValid(filled)).toBe(true);
  });
});

test('a code of the list that sending can bring is known, with a title and a status', () => {
  const kinds = ['AuthorizationError', 'ThrottlingError', 'IntegrityError', 'SendMessageError'];
  const codes = (fixture('error-codes') as { base: string; codes: number[] }[])
    .filter(({ base }) => kinds.includes(base))
    .flatMap((one) => one.codes);
  expect(codes.filter((code) => !errors[code])).toEqual([]);
  expect(codes.length).toBeGreaterThan(40);
});

test('130429 and its like are answered on demand, with the body of the real one', async () => {
  for (const code of [130429, 131056, 80007, 4, 131048]) {
    lab.emulator.faults.set({ fault: { kind: 'throttle', code }, times: 1 });
    const { status, body } = await send(lab, text('Hola'));
    expect(status).toBe(400);
    expect(body).toEqual({
      error: {
        message: `(#${code}) ${errors[code]!.title}`,
        type: 'OAuthException',
        code,
        error_data: { messaging_product: 'whatsapp', details: errors[code]!.details },
        fbtrace_id: expect.any(String),
      },
    });
  }
});

describe('who asks', () => {
  const path = `${ACCOUNT.phoneNumberId}/messages`;

  it('with another token is 401 and 190', async () => {
    for (const token of ['', 'guess', `${ACCOUNT.accessToken}x`]) {
      const answer = await ask(lab, ['POST', path], { token, body: {} });
      expect([answer.status, answer.body.error.code]).toEqual([401, 190]);
    }
  });

  it('for another number is told that it does not exist, or that it may not', async () => {
    const { status, body } = await ask(lab, ['POST', '999/messages'], { body: {} });
    expect([status, body.error]).toMatchObject([
      400,
      { code: 100, error_subcode: 33, type: 'GraphMethodException' },
    ]);
  });

  it('for a path there is not is told so', async () => {
    const { body } = await ask(lab, ['POST', `${ACCOUNT.phoneNumberId}/telegrams`], { body: {} });
    expect(body.error).toMatchObject({ code: 2500, message: 'Unknown path components: /telegrams' });
  });

  it('without JSON is told what is missing', async () => {
    const response = await fetch(`${lab.apiRoot}/v23.0/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ACCOUNT.accessToken}` },
      body: 'not json',
    });
    expect(await response.json()).toMatchObject({ error: { code: 100 } });
  });
});
