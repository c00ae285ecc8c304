import { errorOf } from './errors.ts';

/** The parts of an error's body that differ (https://developers.facebook.com/docs/graph-api/guides/error-handling). */
interface GraphError {
  message: string;
  type: string;
  code: number;
  error_subcode?: number;
  error_data?: { messaging_product: 'whatsapp'; details: string };
  error_user_title?: string;
  error_user_msg?: string;
}

/** What the Graph API answers instead of doing what was asked. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly error: GraphError,
  ) {
    super(error.message);
  }
}

/** An error of the Cloud API by its code, with Meta's own title. */
export function refusalOf(code: number, details = errorOf(code).details): Refusal {
  const { status, title } = errorOf(code);
  return new Refusal(status, {
    message: `(#${code}) ${title}`,
    type: 'OAuthException',
    code,
    error_data: { messaging_product: 'whatsapp', details },
  });
}

/** Errors of the Graph API below WhatsApp's own: without `error_data`, the words in the message. */
const graph = (status: number, error: Omit<GraphError, 'type'> & { type?: string }) =>
  new Refusal(status, { type: 'OAuthException', ...error });

const param = (words: string) => graph(400, { message: `(#100) ${words}`, code: 100 });

export const refusals = {
  badToken: () =>
    graph(401, { message: 'Invalid OAuth access token - Cannot parse access token', code: 190 }),
  expiredToken: () =>
    graph(401, {
      message: 'Error validating access token: Session has expired.',
      code: 190,
      error_subcode: 463,
    }),
  unknownObject: (id: string, method: string) =>
    graph(400, {
      message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
      type: 'GraphMethodException',
      code: 100,
      error_subcode: 33,
    }),
  unknownField: (name: string) =>
    param(`Tried accessing nonexisting field (${name}) on node type (WhatsAppBusinessPhoneNumber)`),
  unknownPath: (path: string) => graph(400, { message: `Unknown path components: ${path}`, code: 2500 }),
  outOfService: (status: number) =>
    graph(status, {
      message: 'An unexpected error has occurred. Please retry your request later.',
      code: 2,
    }),
  missing: (path: string) => param(`The parameter ${path} is required.`),
  wrongType: (path: string, what: string) => param(`Param ${path} must be ${what}.`),
  notOneOf: (path: string, words: readonly string[]) =>
    param(`Param ${path} must be one of {${words.join(', ')}} - got something else.`),
  tooLong: (path: string, most: number) => param(`Param ${path} must be at most ${most} characters long.`),
  empty: (path: string) => param(`Param ${path} must be at least 1 characters long.`),
  unexpectedKey: (key: string, path: string) => param(`Unexpected key "${key}" on param "${path}".`),
  missingInside: (details: string) => refusalOf(131008, details),
  invalid: (details: string) => refusalOf(131009, details),
};
