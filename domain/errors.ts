/**
 * What became of a send that did not succeed.
 * - `throttled`: the provider wants us slower; `retryAfterMs` says how long to wait
 * - `unreachable`: no answer, or the provider's own trouble; nothing was accepted; worth another try
 * - `uncertain`: bytes left and no answer came; it may or may not have been accepted; never resent blindly
 * - `stopped`: the person does not want, or cannot get, anything at this address any more
 * - `windowClosed`: nothing but an approved template, until the person writes again (WhatsApp, after 24 hours)
 * - `rejected`: this one message will never be accepted
 */
export type SendErrorCode =
  | 'throttled'
  | 'unreachable'
  | 'uncertain'
  | 'stopped'
  | 'windowClosed'
  | 'rejected';

/** The one error a channel's send may throw. What follows is decided in `delivery/retry.ts`; `delivery/gates.ts` hears of it. */
export class SendError extends Error {
  readonly retryable: boolean;
  /** Our mistake (a bad request) rather than the provider's or the network's trouble. */
  readonly ours: boolean;
  readonly retryAfterMs: number | undefined;
  /** The provider's own code, for the ledger and for `/why`. */
  readonly providerCode: string | undefined;
  /** Whether the trouble is with this one address or with all on the channel; null where the provider does not say. */
  readonly concerns: 'address' | 'channel' | null;
  /** It failed before the provider was asked anything, so that it says nothing of whether the provider is there. */
  readonly isUnasked: boolean;

  constructor(
    readonly code: SendErrorCode,
    /** One sentence for the operator; never holds an identifier, a token or the text sent. */
    reason: string,
    options: {
      ours?: boolean;
      retryAfterMs?: number;
      providerCode?: string;
      concerns?: 'address' | 'channel' | null;
      isUnasked?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(reason, { cause: options.cause });
    this.name = 'SendError';
    this.retryable = code === 'throttled' || code === 'unreachable';
    this.ours = options.ours ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.providerCode = options.providerCode;
    this.concerns = options.concerns ?? null;
    this.isUnasked = options.isUnasked ?? false;
  }
}

/** The database cannot be asked just now: the caller should send the same again later. */
export class Unavailable extends Error {
  constructor(cause: unknown) {
    super('the database is away', { cause });
    this.name = 'Unavailable';
  }
}
