import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, ask, BEN, type Lab, openLab, send, type Value } from './support.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab({
    templates: [
      {
        name: 'waiting_news',
        language: 'en',
        category: 'UTILITY',
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'For {{1}}' },
          { type: 'BODY', text: 'Hello {{1}}, {{2}} messages wait for you.' },
          { type: 'FOOTER', text: 'Homeroom' },
          {
            type: 'BUTTONS',
            buttons: [
              { type: 'QUICK_REPLY', text: 'Show me' },
              { type: 'URL', text: 'Open', url: 'https://example.org/{{1}}' },
            ],
          },
        ],
      },
      { name: 'plain', language: 'en', category: 'MARKETING', components: [{ type: 'BODY', text: 'News!' }] },
      {
        name: 'named',
        language: 'es',
        category: 'UTILITY',
        components: [{ type: 'BODY', text: 'Hola {{name}}, hay {{what}} para ti.' }],
      },
    ],
  });
});
afterEach(() => lab.close());

const words = (...given: string[]) => given.map((text) => ({ type: 'text', text }));
const header = { type: 'header', parameters: words('Ben') };
const body = { type: 'body', parameters: words('Ben', '3') };
const url = { type: 'button', sub_type: 'url', index: '1', parameters: words('abc') };
const template = (name: string, components?: object[], code = 'en') => ({
  type: 'template',
  template: { name, language: { code }, ...(components && { components }) },
});

describe('a template', () => {
  it('reaches somebody who never said anything, filled in', async () => {
    const payload = {
      type: 'button',
      sub_type: 'quick_reply',
      index: 0,
      parameters: [{ type: 'payload', payload: 'show:7' }],
    };
    const answer = await send(lab, template('waiting_news', [header, body, payload, url]), BEN);
    expect(answer.body.messages).toEqual([{ id: expect.any(String), message_status: 'accepted' }]);
    await lab.pass(2_000);
    expect(lab.ben.inbox()[0]!.content).toEqual({
      kind: 'template',
      template: 'waiting_news',
      header: 'For Ben',
      text: 'Hello Ben, 3 messages wait for you.',
      footer: 'Homeroom',
      buttons: [
        { kind: 'quickReply', id: 'show:7', title: 'Show me' },
        { kind: 'url', id: 'https://example.org/abc', title: 'Open', url: 'https://example.org/abc' },
      ],
    });
    expect(lab.parts('statuses')[0]).toMatchObject({
      conversation: { origin: { type: 'utility' } },
      pricing: { category: 'utility' },
    });
  });

  it('is answered by its button, and only that opens the 24 hours', async () => {
    await send(lab, template('waiting_news', [header, body, url]), BEN);
    await lab.pass(2_000);
    const text = { type: 'text', text: { body: 'Here they are' } };
    await send(lab, text, BEN);
    await lab.pass(2_000);
    expect(lab.parts('statuses').at(-1).errors[0].code).toBe(131047);
    lab.ben.press(lab.ben.inbox()[0]!.id, 'Show me');
    await lab.emulator.idle();
    await send(lab, text, BEN);
    await lab.pass(2_000);
    expect(lab.ben.inbox().map(({ content }) => content.text)).toContain('Here they are');
  });

  it('with names is filled in by them', async () => {
    const parameters = [
      { type: 'text', parameter_name: 'what', text: 'noticias' },
      { type: 'text', parameter_name: 'name', text: 'Ben' },
    ];
    await send(lab, template('named', [{ type: 'body', parameters }], 'es'), BEN);
    await lab.pass(2_000);
    expect(lab.ben.inbox()[0]!.content.text).toBe('Hola Ben, hay noticias para ti.');
  });

  it.each<[string, object, number, RegExp]>([
    ['a name there is not', template('other'), 132001, /template name \(other\) does not exist in en/],
    ['another language', template('plain', [], 'fr'), 132001, /does not exist in fr/],
    [
      'too few parameters',
      template('waiting_news', [header, { ...body, parameters: words('Ben') }, url]),
      132000,
      /body: number of localizable_params \(1\) does not match the expected number of params \(2\)/,
    ],
    ['none at all', template('waiting_news'), 132000, /params \(2\)/],
    ['one too many', template('plain', [{ type: 'body', parameters: words('x') }]), 132000, /\(1\).*\(0\)/],
    ['none above', template('waiting_news', [body, url]), 132000, /header/],
    [
      'an empty one',
      template('waiting_news', [header, { ...body, parameters: words('Ben', '') }, url]),
      131008,
      /missing text value/,
    ],
    [
      'a line break in one',
      template('waiting_news', [header, { ...body, parameters: words('Ben', 'a\nb') }, url]),
      132018,
      /new-line/,
    ],
    [
      'names where there are none',
      template('named', [{ type: 'body', parameters: words('a', 'b') }], 'es'),
      132012,
      /name/,
    ],
    [
      'no end of the address',
      template('waiting_news', [header, body]),
      131008,
      /Button at index 1 of type Url requires a parameter/,
    ],
  ])('with %s is refused', async (_what, request, code, details) => {
    const { body: answer } = await send(lab, request, BEN);
    expect(answer.error.code).toBe(code);
    expect(answer.error.error_data.details).toMatch(details);
  });

  it.each<['PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED', number]>([
    ['PENDING', 132001],
    ['REJECTED', 132001],
    ['PAUSED', 132015],
    ['DISABLED', 132016],
  ])('that is %s is refused, and the business was told so', async (status, code) => {
    lab.emulator.templates.setStatus('plain', status);
    expect((await send(lab, template('plain'), BEN)).body.error.code).toBe(code);
    await lab.emulator.idle();
    expect(lab.posted[0]!.change).toMatchObject({
      field: 'message_template_status_update',
      value: { event: status, message_template_name: 'plain' },
    });
  });
});

describe('the list of templates', () => {
  const path = `${ACCOUNT.businessAccountId}/message_templates`;

  it('tells each with its status, in pages', async () => {
    lab.emulator.templates.setStatus('plain', 'PAUSED');
    const first = (await ask(lab, ['GET', `${path}?limit=2`])).body;
    expect(first.data).toMatchObject([
      { name: 'waiting_news', status: 'APPROVED', parameter_format: 'POSITIONAL', category: 'UTILITY' },
      { name: 'plain', status: 'PAUSED', components: [{ type: 'BODY', text: 'News!' }] },
    ]);
    const headers = { authorization: `Bearer ${ACCOUNT.accessToken}` };
    const second = (await (await fetch(first.paging.next, { headers })).json()) as Value;
    expect(second.data).toMatchObject([{ name: 'named', language: 'es', parameter_format: 'NAMED' }]);
    expect(second.paging.next).toBeUndefined();
    expect((await ask(lab, ['GET', `${path}?status=PAUSED`])).body.data).toHaveLength(1);
  });

  it('takes a new one, which is approved a minute later', async () => {
    const made = {
      name: 'made',
      language: 'en',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hi {{1}}!' }],
    };
    const { body: answer } = await ask(lab, ['POST', path], { body: made });
    expect(answer).toEqual({ id: expect.any(String), status: 'PENDING', category: 'UTILITY' });
    await lab.pass(61_000);
    expect(lab.posted[0]!.change.value).toMatchObject({
      event: 'APPROVED',
      message_template_id: Number(answer.id),
    });
    expect((await ask(lab, ['POST', path], { body: made })).body.error.error_subcode).toBe(2388024);
    expect((await ask(lab, ['DELETE', `${path}?name=made`])).body).toEqual({ success: true });
    expect((await ask(lab, ['DELETE', `${path}?name=made`])).body.error.code).toBe(132001);
  });

  it.each([
    ['capitals in its name', { name: 'News', components: [{ type: 'BODY', text: 'Hi' }] }],
    ['no body', { name: 'news', components: [{ type: 'FOOTER', text: 'Hi' }] }],
    ['a variable at its end', { name: 'news', components: [{ type: 'BODY', text: 'Hi {{1}}' }] }],
  ])('takes none with %s', async (_what, parts) => {
    const wanted = { language: 'en', category: 'UTILITY', ...parts };
    expect((await ask(lab, ['POST', path], { body: wanted })).body.error).toMatchObject({
      code: 100,
      error_user_msg: expect.any(String),
    });
  });

  it('belongs to a number that tells about itself', async () => {
    const { body: number } = await ask(lab, ['GET', ACCOUNT.phoneNumberId]);
    expect(number).toMatchObject({
      id: ACCOUNT.phoneNumberId,
      verified_name: 'Homeroom',
      quality_rating: 'GREEN',
    });
    expect((await ask(lab, ['GET', `${ACCOUNT.businessAccountId}/phone_numbers`])).body.data).toEqual([
      number,
    ]);
  });
});
