import type { Engine as Sql } from '../db/client.ts';
import { insertDeliveries } from '../db/deliveries.ts';
import { type OpenFanout, recordReports, takeOpenFanouts } from '../db/fanouts.ts';
import type { Channel } from '../domain/channel.ts';
import type { Clock } from '../domain/clock.ts';
import { type Content, type DeliveryDraft, laneOf } from '../domain/content.ts';
import { type TextRef, text } from '../domain/text.ts';

/** An author's confirmation is edited this often at most. */
export const reportEveryMs = 3_000;
/** A text message for which no receipt came within this time counts as delivered: its provider accepted it. */
const receiptsWithinMs = 60 * 60 * 1_000;

export interface ProgressDeps {
  sql: Sql;
  clock: Clock;
  newId: () => string;
  channels: Map<string, Channel>;
}

/** Tells authors how far their messages got. One statement finds all that are on their way. Returns whether it told any. */
export async function reportProgress(deps: ProgressDeps): Promise<boolean> {
  const now = deps.clock.now();
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const channels = [...deps.channels.values()];
  return deps.sql.begin(async (tx) => {
    const open = await takeOpenFanouts(tx, {
      now,
      before: ago(reportEveryMs),
      receiptsUntil: ago(receiptsWithinMs),
      withReceipts: channels.filter(({ can }) => can.receipts).map(({ name }) => name),
    });
    const reports = open.flatMap((fanout) => {
      const canEdit = deps.channels.get(fanout.confirmation?.channel ?? '')?.can.edit ?? false;
      const report = nextReport(fanout, { canEdit });
      return report ? [{ fanout, report }] : [];
    });
    if (reports.length === 0) return false;
    const drafts = reports.flatMap(({ fanout, report }) => draftOf(deps, fanout, report) ?? []);
    await insertDeliveries(tx, drafts, now);
    await recordReports(
      tx,
      reports.map(({ fanout: { id, delivered }, report: { isFinal } }) => ({
        fanoutId: id,
        count: delivered,
        isFinal,
      })),
      now,
    );
    return drafts.length > 0;
  });
}

/** What the author is told next; without `progress` nothing more is said. */
export type Report =
  | { isFinal: true; how: 'silent' }
  | { isFinal: boolean; how: 'edit'; progress: TextRef }
  | { isFinal: true; how: 'line'; progress: TextRef };

/** Decides whether the author should hear something now; null to wait. Where nothing can be edited, only the end is told. */
export function nextReport(fanout: OpenFanout, { canEdit }: { canEdit: boolean }): Report | null {
  const { isDeleted, total, delivered, missed, later, reportedCount, confirmation } = fanout;
  if (isDeleted || total === 0 || !confirmation || isLost(confirmation.status)) {
    return { isFinal: true, how: 'silent' };
  }
  // Who gets it at another hour may do so in a week: `/why` tells of them, and the author is not kept waiting.
  const isFinal = delivered + missed + later >= total;
  if (!canEdit) return isFinal ? { isFinal, how: 'line', progress: ending(fanout) } : null;
  // Not on the author's screen yet, or still being changed there.
  if (!isShown(confirmation.status) || confirmation.hasOpenEdit) return null;
  if (isFinal) return { isFinal, how: 'edit', progress: ending(fanout) };
  if (delivered === reportedCount) return null;
  return { isFinal, how: 'edit', progress: text('progress.some', { delivered, total }) };
}

const isLost = (status: string) => ['skipped', 'failed', 'dead'].includes(status);
const isShown = (status: string) => ['sent', 'delivered', 'read'].includes(status);

function ending({ total, delivered, missed, later }: OpenFanout): TextRef {
  if (later > 0)
    return text(missed > 0 ? 'progress.andLaterPart' : 'progress.andLater', {
      delivered,
      total,
      later,
      missed,
    });
  if (missed > 0) return text('progress.part', { delivered, total, missed });
  return total === 1 ? text('progress.one') : text('progress.all', { total });
}

function draftOf(deps: ProgressDeps, fanout: OpenFanout, report: Report): DeliveryDraft | null {
  if (report.how === 'silent') return null;
  const { confirmation, messageId, communityId, number } = fanout;
  const { addressId, channel, personId, content } = confirmation!;
  const isEdit = report.how === 'edit';
  return {
    id: deps.newId(),
    kind: isEdit ? 'edit' : 'answer',
    lane: laneOf('edit'),
    addressId,
    channel,
    personId,
    communityId,
    messageId: isEdit ? messageId : null,
    changesId: isEdit ? confirmation!.id : null,
    content: isEdit
      ? withProgress(content, report.progress)
      : { parts: [text('progress.line', { number, progress: report.progress })] },
    status: 'queued',
    reason: null,
    notBefore: deps.clock.now(),
    correlationId: fanout.correlationId,
  };
}

/** The confirmation as it was, with what else it said and asked; only the progress in it is new. */
function withProgress({ confirms: _, ...content }: Content, progress: TextRef): Content {
  return {
    ...content,
    parts: content.parts.map((part) =>
      part.params && 'progress' in part.params ? { ...part, params: { ...part.params, progress } } : part,
    ),
  };
}
