import { createHmac } from 'node:crypto';

/**
 * A payload as it goes over the wire: Meta escapes what is beyond ASCII, and every slash, and signs exactly those bytes
 * (https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications).
 */
export function wireBody(payload: unknown): string {
  return JSON.stringify(payload)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The value of `X-Hub-Signature-256` for these bytes. */
export function signature(appSecret: string, body: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body, 'utf8').digest('hex')}`;
}
