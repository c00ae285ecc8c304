/** What a request says of where it comes from. */
export interface Origin {
  /** Of the socket. */
  remoteAddress: string | undefined;
  /** `X-Forwarded-For`, which anybody can write. */
  forwardedFor: string | undefined;
}

/** Where on the internet a request comes from, as a key for limits that tells nobody the address. */
export type PlaceOf = (origin: Origin) => string;
