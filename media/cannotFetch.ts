/** Why an address was not fetched; none of it will be different next time but `tooSlow`, `unreachable` and some statuses. */
export type FetchFailure =
  | 'notHttp'
  | 'private'
  | 'tooManyRedirects'
  | 'tooLarge'
  | 'tooSlow'
  | 'unreachable'
  | 'status';

/** An address that was not fetched. Never holds the address, which may carry a secret. */
export class CannotFetch extends Error {
  constructor(
    readonly reason: FetchFailure,
    readonly status: number | null = null,
    options?: ErrorOptions,
  ) {
    super(status === null ? reason : `${reason} ${status}`, options);
    this.name = 'CannotFetch';
  }
}

/** undici wraps what went wrong, once or twice. */
export function asFailure(error: unknown): CannotFetch {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof CannotFetch) return cause;
  }
  return new CannotFetch(isBadUrl(error) ? 'notHttp' : 'unreachable', null, { cause: error });
}

const isBadUrl = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_URL';
