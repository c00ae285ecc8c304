import { beforeEach, describe, expect, it } from 'vitest';
import { templateNewsIn } from '../../../bots/whatsapp/templateNews.ts';
import { type Templates, templatesOf } from '../../../bots/whatsapp/templates.ts';
import { fixture, type Payload, webhook } from './fixtures.ts';
import { BUSINESS, broken, type Meta } from './meta.ts';
import { openGraph } from './support.ts';

let made: Meta;
let templates: Templates;
beforeEach(() => {
  const opened = openGraph();
  made = opened.made;
  templates = templatesOf(opened.graph, BUSINESS);
});

const listed = (id: string, changes: object = {}) => ({
  id,
  name: 'news',
  language: 'es',
  status: 'APPROVED',
  category: 'UTILITY',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'News {{1}}' },
    { type: 'BODY', text: 'Hola {{1}}, {{2}} escribió. Hasta luego, {{1}}.' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Leer' },
        { type: 'URL', text: 'Web', url: 'https://x/' },
      ],
    },
  ],
  ...changes,
});

describe('the templates of an account', () => {
  it('are fetched with what they need and where they stand, page by page', async () => {
    made.pages.push([listed('1')], [listed('2', { language: 'en', status: 'PAUSED', components: [] })]);
    await templates.sync();
    expect(templates.all()).toEqual([
      {
        id: '1',
        name: 'news',
        language: 'es',
        status: 'approved',
        category: 'UTILITY',
        parameters: 2,
        quickReplies: 1,
      },
      {
        id: '2',
        name: 'news',
        language: 'en',
        status: 'paused',
        category: 'UTILITY',
        parameters: 0,
        quickReplies: 0,
      },
    ]);
    expect(made.asked).toHaveLength(2);
  });

  it('that are gone are gone after the next sync', async () => {
    made.pages.push([listed('1'), listed('2')]);
    await templates.sync();
    made.pages[0] = [listed('2')];
    await templates.sync();
    expect(templates.all().map(({ id }) => id)).toEqual(['2']);
  });

  it('stay as they were where Meta does not answer', async () => {
    made.pages.push([listed('1')]);
    await templates.sync();
    made.next(broken('ECONNRESET'));
    await expect(templates.sync()).rejects.toMatchObject({ code: 'unreachable' });
    made.next(() => Response.json({ data: [{ id: 7 }] }));
    await expect(templates.sync()).rejects.toMatchObject({ code: 'unreachable' });
    expect(templates.all()).toHaveLength(1);
  });

  it('never end where pages never end', async () => {
    for (let n = 0; n < 200; n++) made.pages.push([listed(String(n))]);
    await templates.sync();
    expect(made.asked).toHaveLength(100);
  });

  it.each([
    ['APPROVED', 'approved'],
    ['PENDING', 'pending'],
    ['IN_APPEAL', 'pending'],
    ['REJECTED', 'rejected'],
    ['PAUSED', 'paused'],
    ['DISABLED', 'disabled'],
    ['PENDING_DELETION', 'other'],
    ['LIMIT_EXCEEDED', 'other'],
  ])('that are %s are %s', async (status, expected) => {
    made.pages.push([listed('1', { status })]);
    await templates.sync();
    expect(templates.all()[0]!.status).toBe(expected);
    expect(templates.find('news', 'es') !== null).toBe(expected === 'approved');
  });
});

describe('a template is found', () => {
  it.each([
    ['in the language itself', 'es-AR', 'es_AR'],
    ['in its root', 'es-MX', 'es'],
    ['in a variant of it', 'en', 'en_US'],
    ['in no other language', 'de', undefined],
    ['in none that is not approved', 'fr', undefined],
  ])('%s', async (_, language, expected) => {
    made.pages.push([
      listed('1', { language: 'es' }),
      listed('2', { language: 'es_AR' }),
      listed('3', { language: 'en_US' }),
      listed('4', { language: 'fr', status: 'PENDING' }),
      listed('5', { language: 'de', name: 'another' }),
    ]);
    await templates.sync();
    expect(templates.find('news', language)?.language).toBe(expected);
  });
});

describe('news of templates', () => {
  const named = (part: string) => fixture<Payload[]>('updates').filter(({ file }) => file.includes(part));

  it('are read from the published payloads', () => {
    expect(named('template_status').map(({ payload }) => templateNewsIn(payload))).toEqual([
      [{ id: '1689556908129832', status: 'approved' }],
      [{ id: '1689556908129835', status: 'rejected' }],
    ]);
  });

  it('are in no other payload, and in nothing that is none', () => {
    const others = fixture<Payload[]>('updates').filter(({ file }) => !file.includes('template_status'));
    const strange = [null, 'x', webhook({ event: 7 }, 'message_template_status_update')];
    for (const payload of [...others.map((one) => one.payload), ...strange])
      expect(templateNewsIn(payload)).toEqual([]);
  });

  it('count at once; of a template not known here they ask for a sync', async () => {
    made.pages.push([listed('1')]);
    await templates.sync();
    expect(templates.hear({ id: '1', status: 'paused' })).toBe(false);
    expect(templates.find('news', 'es')).toBeNull();
    expect(templates.hear({ id: '2', status: 'approved' })).toBe(true);
  });
});
