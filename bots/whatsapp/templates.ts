import { z } from 'zod';
import { SendError } from '../../domain/errors.ts';
import { unasked } from './failure.ts';
import type { Graph } from './graph.ts';

/** Where a template stands; only `approved` can be sent. */
export type TemplateStatus = 'approved' | 'pending' | 'rejected' | 'paused' | 'disabled' | 'other';

/** A message that Meta has to approve before it may open a conversation. */
export interface Template {
  id: string;
  name: string;
  /** `en`, `en_US`: as Meta writes it. */
  language: string;
  status: TemplateStatus;
  category: string;
  /** How many of {{1}}, {{2}}, ... its body has. */
  parameters: number;
  quickReplies: number;
}

/** The templates of the business account, as last heard of them. */
export interface Templates {
  /** Asks for all of them. @throws {SendError} */
  sync(): Promise<void>;
  all(): Template[];
  /** The approved one of that name that is nearest to a language (BCP 47): the same, its root, or a variant of it. */
  find(name: string, language: string): Template | null;
  /** Takes in what a webhook tells. Returns whether a `sync` is needed, as it tells of a template not known here. */
  hear(news: TemplateNews): boolean;
}

export interface TemplateNews {
  id: string;
  status: TemplateStatus;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management */
export function templatesOf(graph: Graph, businessAccountId: string): Templates {
  let known = new Map<string, Template>();
  return {
    async sync() {
      known = new Map((await fetchAll(graph, businessAccountId)).map((one) => [one.id, one]));
    },
    all: () => [...known.values()],
    find: (name, language) => nearest([...known.values()], name, language),
    hear({ id, status }) {
      const template = known.get(id);
      if (template) known.set(id, { ...template, status });
      return template === undefined;
    },
  };
}

const fields = 'id,name,language,status,category,components';
/** Of 100 each. An account may have 6,000 in all its languages. */
const mostPages = 100;

/** By Meta's cursor and not by its `next`, which holds a whole address with the token in it. */
async function fetchAll(graph: Graph, businessAccountId: string): Promise<Template[]> {
  const found: Template[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const query = { fields, limit: '100', ...(after && { after }) };
    const answer = await graph
      .get(`${businessAccountId}/message_templates`, query)
      .catch((error: SendError) => {
        throw unasked(error);
      });
    const { success, data } = Page.safeParse(answer);
    if (!success) throw new SendError('unreachable', "WhatsApp's list of templates could not be read");
    found.push(...data.data.map(readTemplate));
    after = data.paging?.next ? data.paging.cursors?.after : undefined;
    if (!after) break;
  }
  return found;
}

const Component = z.looseObject({
  type: z.string(),
  text: z.string().optional().catch(undefined),
  buttons: z.array(z.looseObject({ type: z.string() })).catch([]),
});

const Listed = z.looseObject({
  id: z.string(),
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string().catch('UNKNOWN'),
  components: z.array(Component).catch([]),
});

const Page = z.object({
  data: z.array(Listed),
  paging: z
    .object({ cursors: z.object({ after: z.string() }).partial(), next: z.string() })
    .partial()
    .optional(),
});

function readTemplate({ components, status, ...listed }: z.infer<typeof Listed>): Template {
  const { id, name, language, category } = listed;
  const part = (type: string) => components.find((one) => one.type.toUpperCase() === type);
  const places = part('BODY')?.text?.match(/\{\{\s*\w+\s*\}\}/g) ?? [];
  const buttons = part('BUTTONS')?.buttons ?? [];
  const quickReplies = buttons.filter(({ type }) => type.toUpperCase() === 'QUICK_REPLY').length;
  return {
    ...{ id, name, language, category, quickReplies },
    status: statusOf(status),
    parameters: new Set(places).size,
  };
}

/** Meta's word for a status, in lists and in webhooks. */
export function statusOf(word: string): TemplateStatus {
  return statuses.get(word.toUpperCase()) ?? 'other';
}

const statuses = new Map<string, TemplateStatus>([
  ['APPROVED', 'approved'],
  // After a pause, the webhook calls it by what ended.
  ['REINSTATED', 'approved'],
  ['UNPAUSED', 'approved'],
  ['PENDING', 'pending'],
  ['IN_APPEAL', 'pending'],
  ['REJECTED', 'rejected'],
  ['PAUSED', 'paused'],
  ['DISABLED', 'disabled'],
]);

function nearest(templates: Template[], name: string, language: string): Template | null {
  const wanted = language.replace('-', '_').toLowerCase();
  const root = wanted.split('_')[0]!;
  const usable = templates.filter((one) => one.name === name && one.status === 'approved');
  const kinds = [
    (code: string) => code === wanted,
    (code: string) => code === root,
    (code: string) => code.startsWith(`${root}_`),
  ];
  for (const isOfKind of kinds) {
    const found = usable.find((one) => isOfKind(one.language.toLowerCase()));
    if (found) return found;
  }
  return null;
}
