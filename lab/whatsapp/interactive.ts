import { bounded, unique } from './bounded.ts';
import type { Button, Content } from './content.ts';
import { mediaOf } from './contents.ts';
import { listOf } from './list.ts';
import { inside, type Json, object, objects, oneOf, onlyKeys, text } from './params.ts';
import { refusals } from './refusal.ts';

const limits = {
  body: 1024,
  headerOrFooter: 60,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
};

const types = ['button', 'list', 'cta_url', 'location_request_message'] as const;
/** Kinds for which a business needs more than a number; this one has no catalog, no flow and makes no calls. */
const others = [
  'call_permission_request',
  'catalog_message',
  'product',
  'product_list',
  'flow',
  'order_details',
  'order_status',
  'carousel',
];

/**
 * A message with buttons or a list (https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages
 * and https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages).
 * @throws {Refusal}
 */
export function interactiveContent(request: Json): Content {
  const interactive = object(request, 'interactive');
  const path = 'interactive';
  if (others.includes(String(interactive.type)))
    throw refusals.invalid(
      `Interactive messages of type ${interactive.type} are not set up for this business`,
    );
  const type = oneOf(interactive, 'type', types, path);
  onlyKeys(interactive, path, ['type', 'header', 'body', 'footer', 'action']);
  const body = text(object(interactive, 'body', path), 'text', {
    path: "interactive['body']",
    most: limits.body,
  });
  const footer = interactive.footer === undefined ? undefined : footerOf(interactive);
  const action = object(interactive, 'action', path);
  return {
    kind: 'interactive',
    text: body,
    ...headerOf(interactive, type),
    ...(footer !== undefined && { footer }),
    ...actionOf(type, action),
  };
}

function footerOf(interactive: Json): string {
  const footer = object(interactive, 'footer', 'interactive');
  return text(footer, 'text', { path: "interactive['footer']", most: limits.headerOrFooter });
}

function headerOf(interactive: Json, type: string): Partial<Content> {
  if (interactive.header === undefined) return {};
  const path = "interactive['header']";
  const header = object(interactive, 'header', 'interactive');
  const kind = oneOf(header, 'type', ['text', 'image', 'video', 'document'], path);
  if (kind === 'text') return { header: text(header, 'text', { path, most: limits.headerOrFooter }) };
  if (type === 'list') throw refusals.invalid('Header of a list message must be of type text');
  const { mediaId, mediaLink } = mediaOf(object(header, kind, path), inside(path, kind));
  return { ...(mediaId && { mediaId }), ...(mediaLink && { mediaLink }) };
}

function actionOf(type: (typeof types)[number], action: Json): Partial<Content> {
  if (type === 'button') return { buttons: replyButtons(action) };
  if (type === 'list') return { list: listOf(action) };
  if (type === 'cta_url') return { buttons: [urlButton(action)] };
  oneOf(action, 'name', ['send_location'], "interactive['action']");
  if (action.parameters !== undefined) throw refusals.unexpectedKey('parameters', "interactive['action']");
  return { buttons: [{ kind: 'location', id: 'send_location', title: 'Send location' }] };
}

function replyButtons(action: Json): Button[] {
  const path = "interactive['action']";
  const given = objects(action, 'buttons', path);
  if (given.length < 1 || given.length > limits.buttons)
    throw refusals.invalid(
      `Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: ${limits.buttons}`,
    );
  const buttons = given.map((one, index) => replyButton(one, inside(inside(path, 'buttons'), index)));
  unique(
    buttons.map(({ id }) => id),
    'Button ids must be unique',
  );
  unique(
    buttons.map(({ title }) => title),
    'Button titles must be unique',
  );
  return buttons;
}

function replyButton(given: Json, path: string): Button {
  oneOf(given, 'type', ['reply'], path);
  const reply = object(given, 'reply', path);
  const title = bounded(reply, 'title', {
    path: inside(path, 'reply'),
    most: limits.buttonTitle,
    what: 'Button title',
  });
  const id = bounded(reply, 'id', { path: inside(path, 'reply'), most: limits.buttonId, what: 'Button id' });
  return { kind: 'reply', id, title };
}

function urlButton(action: Json): Button {
  const path = "interactive['action']";
  oneOf(action, 'name', ['cta_url'], path);
  const parameters = object(action, 'parameters', path);
  const here = inside(path, 'parameters');
  const title = bounded(parameters, 'display_text', { path: here, most: 20, what: 'Display text' });
  const url = text(parameters, 'url', { path: here });
  if (!/^https?:\/\//.test(url)) throw refusals.invalid('The url must begin with http:// or https://');
  return { kind: 'url', id: url, title, url };
}
