import { z } from 'zod';
import { SendError } from '../../domain/errors.ts';
import { type Meaning, meaningOf } from './codes.ts';
import { readJson } from './json.ts';

/** An answer of the Graph API that is not a success. */
export interface Refusal {
  status: number;
  /** The body as text; it may be anything where a gateway answered. */
  body: string;
  headers: Headers;
}

/**
 * The one place where Meta's answers become ours. Nothing of theirs is repeated but the code: their sentences may hold
 * the number written to.
 */
export function refused({ status, body, headers }: Refusal): SendError {
  const { code, subcode } = errorIn(body);
  const meaning = gone(code, subcode) ?? (code === undefined ? undefined : meaningOf(code));
  const { code: kind, reason, ours, retryAfterMs, concerns } = meaning ?? byStatus(status);
  const wait = kind === 'throttled' ? (waitIn(headers) ?? retryAfterMs) : undefined;
  return new SendError(kind, `${reason} (HTTP ${status}${code === undefined ? '' : `, code ${code}`})`, {
    ours: ours ?? false,
    concerns: concerns ?? 'channel',
    ...(code === undefined ? {} : { providerCode: String(code) }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
}

/** Error codes of Node (https://nodejs.org/api/errors.html#common-system-errors) that come up before a byte was sent. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EMFILE|CERT_\w+|\w+_CERT\w*|UNABLE_TO_\w+|UND_ERR_CONNECT_TIMEOUT)$/;

/** What `fetch` threw: it holds the request, with token, number and text, so that only its code goes on. */
export function unanswered(error: unknown): SendError {
  const code = networkCode(error);
  if (beforeSending.test(code))
    return new SendError('unreachable', `WhatsApp cannot be reached (${code})`, { providerCode: code });
  return new SendError('uncertain', `No answer from WhatsApp (${code})`, { providerCode: code });
}

/** A question that got no answer has sent nothing: it can be asked again. */
export function unasked(error: SendError): SendError {
  if (error.code !== 'uncertain') return error;
  const { message, providerCode } = error;
  return new SendError('unreachable', message, { cause: error, ...(providerCode && { providerCode }) });
}

const GraphError = z.object({
  error: z.object({ code: z.number(), error_subcode: z.number().optional().catch(undefined) }),
});

function errorIn(body: string): { code?: number; subcode?: number | undefined } {
  const { data } = GraphError.safeParse(readJson(body));
  return data ? { code: data.error.code, subcode: data.error.error_subcode } : {};
}

/** Subcode 33: the object asked for does not exist, or the token may not see it; mostly a wrong phone number id. */
function gone(code: number | undefined, subcode: number | undefined): Meaning | undefined {
  if (code !== 100 || subcode !== 33) return undefined;
  return { code: 'unreachable', reason: 'our phone number is not known with this access token', ours: true };
}

/** For codes we have not met. 503 comes before any work was done; after other trouble of a server it may have been. */
function byStatus(status: number): Meaning {
  if (status === 429) return { code: 'throttled', reason: 'WhatsApp wants us slower' };
  if (status === 401 || status === 403)
    return { code: 'unreachable', reason: 'WhatsApp refuses our access token', ours: true };
  if (status === 503) return { code: 'unreachable', reason: 'WhatsApp is out of service' };
  if (status >= 500) return { code: 'uncertain', reason: 'WhatsApp had trouble of its own' };
  if (status >= 300 && status < 400)
    return { code: 'unreachable', reason: 'the address of the Graph API is not right', ours: true };
  return { code: 'rejected', reason: 'WhatsApp refused for a reason we do not know', ours: true };
}

const minuteMs = 60_000;
const Usage = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.number().min(0).catch(0) })),
);

/**
 * How long Meta wants us to wait: seconds in `Retry-After`, or minutes in the report on our use of the API
 * (https://developers.facebook.com/docs/graph-api/overview/rate-limiting#headers-2).
 */
function waitIn(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1_000;
  const usage = Usage.safeParse(readJson(headers.get('x-business-use-case-usage') ?? '')).data ?? {};
  const waits = Object.values(usage)
    .flat()
    .map((one) => one.estimated_time_to_regain_access);
  const longest = Math.max(0, ...waits);
  return longest > 0 ? longest * minuteMs : undefined;
}

function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'timeout';
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  return error.cause instanceof Error ? networkCode(error.cause) : error.name;
}
