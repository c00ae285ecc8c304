import { type Part, readMultipart } from './multipart.ts';
import { badRequest, Refusal } from './refusal.ts';

/** 50 MB of file, and something for the rest (https://core.telegram.org/bots/api#sending-files). */
const MAX_BODY = 50 * 1024 * 1024 + 65_536;

/** A file that came with a call. */
export interface Upload {
  name: string;
  type: string;
  bytes: Buffer;
}

/** A call as the real server sees it: every parameter is text, whatever the encoding it came in. */
export interface Call {
  method: string;
  params: Map<string, string>;
  files: Map<string, Upload>;
}

/** Reads query string and body (JSON, urlencoded, multipart), as https://core.telegram.org/bots/api#making-requests allows. */
export async function readCall(method: string, request: Request): Promise<Call> {
  const call: Call = { method, params: new Map(), files: new Map() };
  for (const [name, value] of new URL(request.url).searchParams) call.params.set(name, value);
  const type = request.headers.get('content-type') ?? '';
  if (request.method !== 'POST') return call;
  if (Number(request.headers.get('content-length')) > MAX_BODY)
    throw new Refusal(413, 'Request Entity Too Large');
  if (type.startsWith('application/json')) readJson(call, await request.text());
  else if (type.startsWith('application/x-www-form-urlencoded')) readForm(call, await request.text());
  else if (type.startsWith('multipart/form-data')) {
    readParts(call, readMultipart(type, Buffer.from(await request.arrayBuffer())));
  }
  return call;
}

/** The same from plain values: what a webhook's answer may hold, and what tests call with. */
export function callFrom(method: string, values: Record<string, unknown>): Call {
  const call: Call = { method, params: new Map(), files: new Map() };
  for (const [name, value] of Object.entries(values)) setValue(call, name, value);
  return call;
}

function readJson(call: Call, body: string) {
  if (body === '') return;
  let values: unknown;
  try {
    values = JSON.parse(body);
  } catch {
    throw badRequest("can't parse JSON object");
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw badRequest("can't parse JSON object");
  }
  for (const [name, value] of Object.entries(values)) setValue(call, name, value);
}

function setValue(call: Call, name: string, value: unknown) {
  if (value === undefined) return;
  call.params.set(name, typeof value === 'string' ? value : JSON.stringify(value));
}

function readForm(call: Call, body: string) {
  for (const [name, value] of new URLSearchParams(body)) call.params.set(name, value);
}

function readParts(call: Call, parts: Part[] | null) {
  if (!parts) throw badRequest("can't parse the multipart form");
  for (const { name, fileName, type, bytes } of parts) {
    if (fileName === undefined) call.params.set(name, bytes.toString('utf8'));
    else call.files.set(name, { name: fileName, type, bytes });
  }
}
