import type { Twilio } from 'twilio';
import { z } from 'zod';
import { SendError } from '../../domain/errors.ts';
import { httpOver } from './http.ts';
import { refusal } from './refusals.ts';

export interface TwilioAccess {
  accountSid: string;
  authToken: string;
  /** Instead of https://api.twilio.com: the Lab's emulator, or a proxy. May have a path. */
  apiRoot?: string;
  /** How Twilio is asked; the package's own HTTP unless set. */
  fetch?: typeof fetch | undefined;
  /** Told what Twilio's own clock said when it answered. */
  onTime?: (theirs: Date) => void;
  /** How long one request may take; real time, as it is the socket that waits. */
  timeoutMs?: number;
}

export const REAL_ROOT = 'https://api.twilio.com';

/**
 * The real client of the twilio package; whatever goes wrong in a request comes out as `SendError`.
 *
 * The package is imported here and not at the top: its client (axios, mostly) takes 70-120 ms and 21 MB, which an
 * installation without SMS need not pay. Signatures need only `twilio/lib/webhooks/webhooks.js`, 6 ms.
 */
export async function twilioClient(access: TwilioAccess): Promise<Twilio> {
  const { default: twilio } = await import('twilio');
  const http = new twilio.RequestClient({ timeout: access.timeoutMs ?? 15_000 });
  const own = access.fetch ? httpOver(access.fetch) : http;
  const request = own.request.bind(own) as typeof http.request;
  http.request = async <Body>(options: Parameters<typeof request<Body>>[0]) => {
    const uri = options.uri.replace(REAL_ROOT, (access.apiRoot ?? REAL_ROOT).replace(/\/$/, ''));
    const response = await request<Body>({ ...options, uri }).catch((error) => {
      throw unanswered(error);
    });
    const { date } = Dated.parse(response.headers ?? {});
    if (date) access.onTime?.(date);
    if (response.statusCode >= 400) throw refusal(answer(response));
    return response;
  };
  return twilio(access.accountSid, access.authToken, { httpClient: http });
}

/** RFC 9110 section 6.6.1; whole seconds. */
const Dated = z.object({ date: z.coerce.date().optional().catch(undefined) });

const ErrorBody = z.object({ code: z.coerce.string() });

function answer({ statusCode, body, headers }: { statusCode: number; body: unknown; headers: unknown }) {
  const retryAfter = z.object({ 'retry-after': z.string() }).safeParse(headers).data?.['retry-after'];
  return { status: statusCode, code: ErrorBody.safeParse(body).data?.code, retryAfter };
}

/** Errors of Node (https://nodejs.org/api/errors.html#common-system-errors) that come before a byte was sent. */
const beforeSending = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EMFILE'],
  ...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID'],
]);

/** Axios' error holds the request, with token, number and text: only its code goes on. */
function unanswered(error: unknown): SendError {
  const { code, syscall } = Unanswered.parse(error);
  if (beforeSending.has(code) || syscall === 'connect')
    return new SendError('unreachable', `Twilio cannot be reached (${code})`);
  return new SendError('uncertain', `Twilio did not answer (${code})`);
}

const Unanswered = z
  .object({
    code: z.string().default('no code'),
    cause: z.object({ syscall: z.string() }).partial().optional(),
  })
  .transform(({ code, cause }) => ({ code, syscall: cause?.syscall }));
