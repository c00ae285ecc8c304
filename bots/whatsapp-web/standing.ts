/** How it stands with a session, for the operator: the Lab's page, the admin's page, the terminal. */
export type Standing =
  | {
      kind: 'stopped';
      /** Why it cannot start, for the operator; not there before the start and after the end. */
      reason?: string;
    }
  /** Another process has the session. */
  | { kind: 'waiting' }
  | { kind: 'opening' }
  /**
   * A phone has to scan `qr` (WhatsApp: linked devices). Whoever sees it can take the session for themselves: not for logs,
   * nor for a page without sign-in. Another one comes every 20 seconds.
   */
  | { kind: 'pairing'; qr: string }
  | { kind: 'connected'; number: string | null }
  /** Nothing goes in or out; it is tried again at `retryAt`, or by the page itself where that is null. */
  | { kind: 'away'; reason: string; retryAt: Date | null };

export class StandingBoard {
  private standing: Standing = { kind: 'stopped' };
  private readonly listeners = new Set<(standing: Standing) => void>();

  get now(): Standing {
    return this.standing;
  }

  set(standing: Standing): void {
    this.standing = standing;
    for (const listener of [...this.listeners]) listener(standing);
  }

  /** Tells of every change from now on; returns what ends it. */
  onChange(listener: (standing: Standing) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
