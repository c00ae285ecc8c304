import { parse } from '../../../bots/whatsapp/parse.ts';
import { whatsappChannel } from '../../../bots/whatsapp/send.ts';
import type { Parsed } from '../../../domain/channel.ts';
import { ACCOUNT, contact, PERSON, textMessage, webhook } from '../../bots/whatsapp/fixtures.ts';
import { problemWith } from '../../bots/whatsapp/schema.ts';
import { counted, type Offer, type Side } from './side.ts';

interface Body extends Record<string, unknown> {
  text?: { body: string };
  interactive?: {
    body: { text: string };
    action: { buttons?: { reply: Option }[]; sections?: { rows: Option[] }[] };
  };
}

interface Option {
  id: string;
  title: string;
  description?: string;
}

/** By the Cloud API: every request is held to its published schema, and to what its pages say of buttons and lists. */
export function whatsappSide(): Side {
  const sent: Body[] = [];
  const post = async (_path: string, body: object) => {
    sent.push(body as Body);
    return { messages: [{ id: `wamid.${sent.length}` }] };
  };
  const channel = whatsappChannel({
    graph: { post } as never,
    phoneNumberId: ACCOUNT,
    uploads: {} as never,
    templates: { find: () => null } as never,
  });

  return {
    channel,
    address: PERSON,
    type: (words) => said({ type: 'text', text: { body: words } }),
    share: () =>
      said({
        type: 'contacts',
        contacts: [{ name: { formatted_name: 'Ana' }, phones: [{ phone: '+1 415-555-0123' }] }],
      }),
    async show(outbound) {
      sent.length = 0;
      await channel.send(outbound);
      const actions = sent.flatMap(({ interactive }) => (interactive ? [interactive.action] : []));
      const buttons = actions.flatMap(({ buttons = [] }) => buttons.map(({ reply }) => reply));
      const rows = actions.flatMap(({ sections = [] }) => sections.flatMap((section) => section.rows));
      const pressed = buttons.map((option) => offer('button_reply', option));
      const chosen = rows.map((option) => offer('list_reply', option));
      return {
        text: sent.map(({ text, interactive }) => text?.body ?? interactive!.body.text).join('\n'),
        offers: [...pressed, ...chosen],
        form: rows.length > 0 ? `list of ${rows.length}` : counted(buttons.length, 'button'),
        hasContactButton: false,
        problems: sent.flatMap((body) => problemWith(body) ?? []),
      };
    },
  };
}

const offer = (type: 'button_reply' | 'list_reply', { id, title, description }: Option): Offer => ({
  label: description ?? title,
  take: () =>
    said({
      type: 'interactive',
      context: { from: '972123456789', id: 'wamid.0' },
      interactive: { type, [type]: { id, title, ...(description && { description }) } },
    }),
});

/** Somebody who hides their number, so that nothing is known of them but what they say. */
async function said(message: object): Promise<Parsed> {
  const { wa_id: _, ...hidden } = contact;
  const { from: __, text: ___, ...envelope } = textMessage({ from_user_id: PERSON, ...message });
  const [parsed] = parse(
    webhook({
      contacts: [hidden],
      messages: [{ ...envelope, ...('text' in message && { text: message.text }) }],
    }),
    ACCOUNT,
  );
  return parsed!;
}
