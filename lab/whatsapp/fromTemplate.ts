import type { Button, Content } from './content.ts';
import { inside, isObject, type Json, object, objects, oneOf, text } from './params.ts';
import { refusalOf, refusals } from './refusal.ts';
import type { Template, TemplateComponent } from './templates.ts';
import type { World } from './world.ts';

/**
 * Fills a template in (https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview).
 * @throws {Refusal} where it is unknown, not approved (132001), paused (132015) or disabled (132016), or where the
 * parameters do not fit (132000, 132012, 132018)
 */
export function fromTemplate(world: World, given: Json): { content: Content; template: Template } {
  const path = 'template';
  const name = text(given, 'name', { path });
  const language = text(object(given, 'language', path), 'code', { path: "template['language']" });
  const template = world.state.templates.find((one) => one.name === name && one.language === language);
  if (!template || template.status === 'PENDING' || template.status === 'REJECTED')
    throw refusalOf(132001, `template name (${name}) does not exist in ${language}`);
  if (template.status === 'PAUSED') throw refusalOf(132015);
  if (template.status === 'DISABLED') throw refusalOf(132016);
  const components = given.components === undefined ? [] : componentsOf(given);
  return { template, content: { template: name, ...filled(template, components) } };
}

interface Component {
  type: 'header' | 'body' | 'button';
  index: number;
  parameters: Json[];
  path: string;
}

function componentsOf(given: Json): Component[] {
  return objects(given, 'components', 'template').map((one, at) => {
    const path = inside("template['components']", at);
    const type = oneOf(one, 'type', ['header', 'body', 'button'], path);
    if (type === 'button') oneOf(one, 'sub_type', ['quick_reply', 'url'], path);
    const parameters = one.parameters === undefined ? [] : objects(one, 'parameters', path);
    return { type, index: Number(one.index ?? 0), parameters, path: inside(path, 'parameters') };
  });
}

function filled(template: Template, components: Component[]): Content {
  const part = (type: TemplateComponent['type']) => template.components.find((one) => one.type === type);
  const given = (type: Component['type']) => components.find((one) => one.type === type);
  const header = part('HEADER');
  const footer = part('FOOTER')?.text;
  return {
    kind: 'template',
    text: fill('body', part('BODY')?.text ?? '', given('body')),
    ...(header && headerOf(header, given('header'))),
    ...(footer && { footer }),
    buttons: (part('BUTTONS')?.buttons ?? []).map((button, index) =>
      buttonOf(button, {
        index,
        given: components.find((one) => one.type === 'button' && one.index === index),
      }),
    ),
  };
}

function headerOf(header: TemplateComponent, given: Component | undefined): Partial<Content> {
  const format = header.format ?? 'TEXT';
  if (format === 'TEXT') return { header: fill('header', header.text ?? '', given) };
  const kind = format.toLowerCase();
  const [parameter] = given?.parameters ?? [];
  if (!parameter || given!.parameters.length > 1)
    throw wrongCount('header', given?.parameters.length ?? 0, 1);
  if (parameter.type !== kind)
    throw refusalOf(
      132012,
      `header: Format mismatch, expected ${format}, received ${String(parameter.type).toUpperCase()}`,
    );
  const media = object(parameter, kind, given!.path);
  return typeof media.id === 'string'
    ? { mediaId: media.id }
    : { mediaLink: text(media, 'link', { path: given!.path }) };
}

/** Puts the parameters in, by their order or by their names. */
function fill(where: string, words: string, given: Component | undefined): string {
  const places = [...new Set([...words.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!))];
  const parameters = given?.parameters ?? [];
  if (parameters.length !== places.length) throw wrongCount(where, parameters.length, places.length);
  const isNamed = places.some((place) => !/^\d+$/.test(place));
  const values = parameters.map((one, at) => parameterText(where, one, inside(given!.path, at)));
  const byPlace = new Map(
    parameters.map((one, at) => [isNamed ? String(one.parameter_name) : String(at + 1), values[at]!]),
  );
  if (places.some((place) => !byPlace.has(place)))
    throw refusalOf(132012, `${where}: Parameter name is missing or empty`);
  return words.replace(/\{\{(\w+)\}\}/g, (_, place: string) => byPlace.get(place)!);
}

function parameterText(where: string, parameter: Json, path: string): string {
  const type = oneOf(parameter, 'type', ['text', 'currency', 'date_time'], path);
  if (type !== 'text') {
    const value = object(parameter, type, path);
    return text(value, 'fallback_value', { path: inside(path, type) });
  }
  const value = parameter.text;
  if (typeof value !== 'string' || value === '')
    throw refusals.missingInside(`${where}: Parameter of type text is missing text value`);
  if (/[\n\r\t]| {5}/.test(value))
    throw refusalOf(
      132018,
      'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
    );
  return value;
}

function buttonOf(
  button: { type: string; text: string; url?: string },
  { index, given }: { index: number; given: Component | undefined },
): Button {
  const [parameter] = given?.parameters ?? [];
  if (button.type !== 'URL') {
    const payload =
      isObject(parameter) && typeof parameter.payload === 'string' ? parameter.payload : button.text;
    return { kind: 'quickReply', id: payload, title: button.text };
  }
  const url = button.url ?? '';
  if (!url.includes('{{1}}')) return { kind: 'url', id: url, title: button.text, url };
  if (!parameter || typeof parameter.text !== 'string')
    throw refusals.missingInside(`buttons: Button at index ${index} of type Url requires a parameter`);
  const whole = url.replace('{{1}}', parameter.text);
  return { kind: 'url', id: whole, title: button.text, url: whole };
}

const wrongCount = (where: string, given: number, expected: number) =>
  refusalOf(
    132000,
    `${where}: number of localizable_params (${given}) does not match the expected number of params (${expected})`,
  );
