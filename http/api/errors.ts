import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import { Unavailable } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';

/** What can go wrong, as programs tell it apart, with the status it is answered with. */
export const errorStatuses = {
  INVALID_INPUT: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_ERROR: 500,
  UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof errorStatuses;

/** By field as it was sent, what is wrong with it. */
export type Fields = Record<string, string[]>;

/** An answer that says no. The message is for people who write programs. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly fields: Fields | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** @throws {ApiError} what was sent is not what the route takes */
export function refuseInput(issues: z.core.$ZodIssue[]): never {
  // A map: a field may be called `constructor`.
  const fields = new Map<string, string[]>();
  const note = (name: string, message: string) => fields.set(name, [...(fields.get(name) ?? []), message]);
  for (const issue of issues) {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys.slice(0, mostNamed))
        note([...path, key].join('.').slice(0, 100), 'There is no such field.');
    else note(path.join('.') || 'body', issue.message);
  }
  const wrong = Object.fromEntries(fields);
  throw new ApiError('INVALID_INPUT', 'Something that was sent is missing or not as it should be.', wrong);
}

/** Of fields that do not exist; whoever sends a thousand of them knows. */
const mostNamed = 20;

/** The one place where errors become answers. */
export const answerError = (log: Log) => (error: Error, c: Context) => {
  const known = named(error);
  if (!known) log.error({ err: error, path: c.req.path }, 'a request to the API failed');
  const { code, message, fields } =
    known ?? new ApiError('INTERNAL_ERROR', 'That did not work. It is noted.');
  if (code === 'UNAUTHORIZED') c.header('WWW-Authenticate', 'Bearer');
  if (code === 'UNAVAILABLE') c.header('Retry-After', '5');
  const body = {
    success: false as const,
    data: null,
    meta: null,
    error: { code, message, fields: fields ?? {} },
  };
  return c.json(body, errorStatuses[code]);
};

/** What programs are told of an error; null for what is our own fault. */
export function named(error: Error): ApiError | null {
  if (error instanceof ApiError) return error;
  if (error instanceof Unavailable)
    return new ApiError('UNAVAILABLE', 'The database is away. Try again soon.');
  if (error instanceof HTTPException && error.status === 400)
    return new ApiError('INVALID_INPUT', 'The body is not JSON.', { body: ['This is not JSON.'] });
  return null;
}
