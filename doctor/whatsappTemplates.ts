import type { Graph } from '../bots/whatsapp/graph.ts';
import { type Template, type Templates, templatesOf } from '../bots/whatsapp/templates.ts';
import { waitingTemplate } from '../delivery/window.ts';
import { languages } from '../domain/text.ts';
import { type Finding, fine, hint, wrong } from './finding.ts';

/** What Homeroom fills in: a name and a community; and the button it waits for. */
const shape = { parameters: 2, quickReplies: 1 };

/**
 * Whether those who were silent for a day can be asked to write, each in their language.
 * @throws {SendError}
 */
export async function aboutTemplates(
  graph: Graph,
  { businessAccountId }: { businessAccountId: string },
): Promise<Finding[]> {
  const templates = templatesOf(graph, businessAccountId);
  await templates.sync();
  const ours = templates.all().filter(({ name }) => name === waitingTemplate);
  if (!ours.some(({ status }) => status === 'approved'))
    return [
      wrong(
        `No template ${waitingTemplate} is approved, so that who was silent for a day hears nothing more: make it as in ` +
          'docs/going-live/whatsapp.md.',
      ),
    ];
  return [...languages.map((language) => inLanguage(templates, ours, language)), ...ours.flatMap(unfit)];
}

function inLanguage(templates: Templates, ours: Template[], language: string): Finding {
  if (templates.find(waitingTemplate, language))
    return fine(`The template ${waitingTemplate} is approved in ${names[language] ?? language}.`);
  const other = ours.find((one) => one.language.toLowerCase().split('_')[0] === language);
  const standing = other ? `is ${other.status}` : 'is missing';
  return hint(
    `The template ${waitingTemplate} ${standing} in ${names[language] ?? language}: ${cures[other?.status ?? 'missing'] ?? cures.missing}.`,
  );
}

const names: Record<string, string> = { en: 'English', es: 'Spanish' };
const cures: Record<string, string> = {
  missing: 'make it in WhatsApp Manager if your class speaks it',
  pending: 'Meta will have looked at it within a day',
  rejected: 'read why in WhatsApp Manager, and change its words',
  paused: 'people reported it, it comes back by itself',
  disabled: 'people reported it too often, make it anew',
};

function unfit({ language, status, parameters, quickReplies }: Template): Finding[] {
  if (status !== 'approved' || (parameters === shape.parameters && quickReplies === shape.quickReplies))
    return [];
  return [
    wrong(
      `The template ${waitingTemplate} (${language}) must have {{1}}, {{2}} and one quick reply, else Meta refuses to ` +
        'send it: make it as in docs/going-live/whatsapp.md.',
    ),
  ];
}
