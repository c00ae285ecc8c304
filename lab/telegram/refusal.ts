/** What the Bot API tells a client beside a refusal (https://core.telegram.org/bots/api#responseparameters). */
export interface ResponseParameters {
  retry_after?: number;
  migrate_to_chat_id?: number;
}

/** A call the Bot API says no to; becomes `{ ok: false, error_code, description, parameters }`. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters?: ResponseParameters,
  ) {
    super(`${code}: ${description}`);
    this.name = 'Refusal';
  }
}

/** A 400: the real server puts its prefix before the reason and writes the reason's first letter small. */
export const badRequest = (reason: string) => new Refusal(400, `Bad Request: ${uncapitalize(reason)}`);

export const forbidden = (reason: string) => new Refusal(403, `Forbidden: ${reason}`);

export const conflict = (reason: string) => new Refusal(409, `Conflict: ${reason}`);

export const tooManyRequests = (retryAfter: number) =>
  new Refusal(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter });

/** Codes such as MESSAGE_TOO_LONG and words such as LoginUrl stay as they are. */
function uncapitalize(reason: string): string {
  const second = reason[1] ?? '';
  return /[_A-Z]/.test(second) ? reason : reason.charAt(0).toLowerCase() + reason.slice(1);
}
