const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The trace of an event: its correlation id without the dashes, 32 digits as W3C Trace Context wants them. So every row
 * that carries the one carries the other, from process to process. Null for what is no id of ours.
 */
export function traceIdOf(correlationId: unknown): string | null {
  return typeof correlationId === 'string' && uuid.test(correlationId)
    ? correlationId.replaceAll('-', '')
    : null;
}
