import { graphVersion } from '../../../bots/whatsapp/graph.ts';
import { ACCOUNT } from './fixtures.ts';
import { problemWith } from './schema.ts';

export const ROOT = 'https://graph.example';
export const TOKEN = 'EAAtoken';
export const BUSINESS = '102290129340398';

type Json = Record<string, unknown>;

/**
 * The Graph API as its pages describe it, for one number: it takes nothing that the send schema forbids. What it is
 * made to answer next comes before everything else.
 */
export function meta() {
  const sent: Json[] = [];
  const read: string[] = [];
  const uploads: { type: string; name: string; bytes: string }[] = [];
  const asked: string[] = [];
  const next: (() => Response | Promise<Response>)[] = [];
  const pages: Json[][] = [];
  const files = new Map<string, { url: string; mime_type?: string; file_size?: number }>();
  const bodies = new Map<string, () => Response>();
  const state = {
    isWindowOpen: true,
    subscribed: null as Json | null,
    messageStatus: undefined as string | undefined,
  };

  async function answer(url: URL, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (headers.get('authorization') !== `Bearer ${TOKEN}`) return refusal(190, 401);
    if (init.redirect !== 'manual') throw new Error('a redirect would carry the token away');
    const held = bodies.get(url.href);
    if (held) return held();
    const path = url.pathname.replace(`/${graphVersion}/`, '');
    const { method, body } = init;
    if (method === 'POST' && path === `${ACCOUNT}/messages`) return messages(JSON.parse(String(body)));
    if (method === 'POST' && path === `${ACCOUNT}/media`) return media(body as FormData);
    if (method === 'POST' && path === `${BUSINESS}/subscribed_apps`) {
      state.subscribed = JSON.parse(String(body));
      return Response.json({ success: true });
    }
    if (method === 'GET' && path === ACCOUNT)
      return Response.json({
        display_phone_number: '+1 555-078-3881',
        verified_name: 'Homeroom',
        id: ACCOUNT,
      });
    if (method === 'GET' && path === `${BUSINESS}/message_templates`) return templates(url);
    const file = files.get(path);
    if (file) return Response.json({ messaging_product: 'whatsapp', id: path, ...file });
    return refusal(100, 400, 33);
  }

  function messages(body: Json): Response {
    const problem = problemWith(body);
    if (problem) throw new Error(`${problem} in ${JSON.stringify(body)}`);
    if (body.status === 'read') {
      read.push(String(body.message_id));
      return Response.json({ success: true });
    }
    if (!state.isWindowOpen && body.type !== 'template') return refusal(131047, 400);
    sent.push(body);
    const message = {
      id: `wamid.out${sent.length}`,
      ...(state.messageStatus && { message_status: state.messageStatus }),
    };
    return Response.json({
      messaging_product: 'whatsapp',
      contacts: [{ input: body.to }],
      messages: [message],
    });
  }

  async function media(form: FormData): Promise<Response> {
    const file = form.get('file');
    if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof File)) return refusal(100, 400);
    uploads.push({ type: String(form.get('type')), name: file.name, bytes: await file.text() });
    return Response.json({ id: `10${uploads.length}` });
  }

  function templates(url: URL): Response {
    const at = Number(url.searchParams.get('after') ?? 0);
    const hasNext = at + 1 < pages.length;
    const paging = {
      cursors: { after: String(at + 1) },
      ...(hasNext && { next: `${ROOT}/?access_token=x` }),
    };
    return Response.json({ data: pages[at] ?? [], paging });
  }

  return {
    ...{ sent, read, uploads, asked, pages, files, bodies, state },
    /** The next answer is this one; it may throw, as `fetch` does where there is none. */
    next: (one: () => Response | Promise<Response>) => void next.push(one),
    fetch: (async (input: string, init: RequestInit = {}) => {
      asked.push(`${init.method} ${input}`);
      const made = next.shift();
      return made ? made() : answer(new URL(input), init);
    }) as typeof fetch,
  };
}

export type Meta = ReturnType<typeof meta>;

export function refusal(code: number, status = 400, subcode?: number): Response {
  const error = {
    message: `(#${code})`,
    type: 'OAuthException',
    code,
    error_subcode: subcode,
    fbtrace_id: 'A',
  };
  return Response.json({ error }, { status });
}

/** What `fetch` throws where the connection broke; `ECONNREFUSED` where there was none. */
export function broken(code: string): () => Response {
  return () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
  };
}
