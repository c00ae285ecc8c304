import type { Seat } from '../../domain/broadcast.ts';
import { isOver } from '../../domain/limits.ts';
import type { Account } from '../account/account.ts';
import type { LiveDeps } from './deps.ts';
import { seatOf } from './doing.ts';
import { tooMany } from './tooMany.ts';

/** A program may say at every key that somebody types; the others need not hear it as often, and each is looked up. */
const againMs = 3_000;

/** Whether somebody types in one program, as the others were told. */
export class Typing {
  private told: { seat: Seat; atMs: number } | null = null;

  constructor(private readonly deps: Pick<LiveDeps, 'broadcast' | 'clock' | 'limits'>) {}

  /** @throws {ApiError} where they begin too often, in all their programs together */
  async started(account: Account): Promise<void> {
    const atMs = this.deps.clock.now().getTime();
    if (this.told && atMs - this.told.atMs < againMs) return;
    if (isOver(await this.deps.limits.typing.take(account.personId))) throw tooMany();
    this.told = { seat: seatOf(account), atMs };
    this.deps.broadcast.tell({ kind: 'typing', seat: this.told.seat, isTyping: true });
  }

  /** Told only to whom it was told that they type. */
  stopped(): void {
    if (!this.told) return;
    this.deps.broadcast.tell({ kind: 'typing', seat: this.told.seat, isTyping: false });
    this.told = null;
  }
}
