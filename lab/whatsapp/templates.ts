import { tell } from './events.ts';
import { type Json, objects, oneOf, text } from './params.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management#template-status */
export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED';

const categories = ['AUTHENTICATION', 'MARKETING', 'UTILITY'] as const;

/** A template of the business. */
export interface Template {
  id: string;
  name: string;
  language: string;
  category: (typeof categories)[number];
  status: TemplateStatus;
  /** With `{{1}}` or `{{name}}` where a parameter goes. */
  components: TemplateComponent[];
}

export interface TemplateComponent {
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS';
  format?: string;
  text?: string;
  buttons?: { type: string; text: string; url?: string }[];
  example?: unknown;
}

export type NewTemplate = Omit<Template, 'id' | 'status'> & { status?: TemplateStatus };

/** How long Meta takes to look at a new one, here. */
const reviewMs = 60_000;

/** Keeps a template; one that waits for review is approved after a minute. */
export function addTemplate(world: World, template: NewTemplate): Template {
  const added: Template = { status: 'APPROVED', ...template, id: world.newDigits(15) };
  world.state.templates.push(added);
  world.changed({ kind: 'template', id: added.id });
  if (added.status === 'PENDING') awaitReview(world, added.id);
  return added;
}

/** After a restart the review begins anew. */
export function awaitReview(world: World, id: string): void {
  world.clock.after(reviewMs, () => {
    const template = world.state.templates.find((one) => one.id === id);
    if (template?.status === 'PENDING') setStatus(world, template, 'APPROVED');
  });
}

/** The business hears of it by webhook. */
export function setStatus(world: World, template: Template, status: TemplateStatus): void {
  template.status = status;
  world.changed({ kind: 'template', id: template.id });
  const { id, name, language, category } = template;
  const value = {
    event: status,
    message_template_id: Number(id),
    message_template_name: name,
    message_template_language: language,
    reason: status === 'REJECTED' ? 'INVALID_FORMAT' : 'NONE',
    message_template_category: category,
  };
  tell(world, { lane: 'templates', field: 'message_template_status_update', value, isTimed: true });
}

/** Reads a request to make one. @throws {Refusal} */
export function createTemplate(world: World, body: Json): Template {
  const name = text(body, 'name', { most: 512 });
  const language = text(body, 'language');
  const category = oneOf(body, 'category', categories);
  if (!/^[a-z0-9_]+$/.test(name))
    throw unusable(
      'Message template "name" may only hold lowercase letters, digits and underscores',
      2388042,
    );
  if (world.state.templates.some((one) => one.name === name && one.language === language))
    throw unusable('Content in this language already exists', 2388024);
  const components = objects(body, 'components') as unknown as TemplateComponent[];
  const bodyText = components.find(({ type }) => type === 'BODY')?.text;
  if (typeof bodyText !== 'string' || bodyText === '') throw unusable('A template needs a body', 2388043);
  if (/^\s*\{\{|\}\}\s*$/.test(bodyText))
    throw unusable('Variables cannot be at the start or end of the template', 2388299);
  return addTemplate(world, { name, language, category, components, status: 'PENDING' });
}

const unusable = (words: string, subcode: number) =>
  new Refusal(400, {
    message: 'Invalid parameter',
    type: 'OAuthException',
    code: 100,
    error_subcode: subcode,
    error_user_title: words,
    error_user_msg: words,
  });

/** One page of them (https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management#get-templates). */
export function listTemplates({ state }: World, query: URLSearchParams, url: string) {
  const isAskedFor = (template: Template) =>
    (['name', 'language', 'status', 'category'] as const).every(
      (key) => !query.get(key) || query.get(key) === template[key],
    );
  const found = state.templates.filter(isAskedFor);
  const limit = Math.min(Math.max(Number(query.get('limit')) || 25, 1), 100);
  const from = query.get('after') ? Number(Buffer.from(query.get('after')!, 'base64').toString()) || 0 : 0;
  const shown = found.slice(from, from + limit);
  const cursor = (at: number) => Buffer.from(String(at)).toString('base64');
  const next = new URL(url);
  next.searchParams.set('after', cursor(from + limit));
  return {
    data: shown.map(templateResource),
    ...(shown.length > 0 && {
      paging: {
        cursors: { before: cursor(from), after: cursor(from + shown.length) },
        ...(found.length > from + limit && { next: next.toString() }),
      },
    }),
  };
}

function templateResource({ id, name, language, status, category, components }: Template) {
  const isNamed =
    JSON.stringify(components).includes('{{') && !/\{\{\d+\}\}/.test(JSON.stringify(components));
  return {
    name,
    parameter_format: isNamed ? 'NAMED' : 'POSITIONAL',
    components,
    language,
    status,
    category,
    id,
  };
}
