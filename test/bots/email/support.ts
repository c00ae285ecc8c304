import { readFileSync } from 'node:fs';
import type { Mailbox } from '../../../bots/email/address.ts';

export const NOW = new Date('2026-03-01T12:00:00Z');
export const ANN = '018f0000-0000-7000-8000-00000000000a';
export const DELIVERY = '018f0000-0000-7000-8000-0000000000d1';

export const MAILBOX: Mailbox = {
  domain: 'in.homeroom.example',
  own: 'class@homeroom.example',
  keys: [Buffer.alloc(32, 7)],
};

export function fixture(path: string): Buffer {
  return readFileSync(new URL(`../../fixtures/email/${path}`, import.meta.url));
}

export function days(count: number): number {
  return count * 86_400_000;
}

/** A raw mail of these headers and this body. */
export function raw(headers: Record<string, string | string[]>, body = 'Hello'): Buffer {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`),
  );
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body.replace(/\r?\n/g, '\r\n')}\r\n`);
}
