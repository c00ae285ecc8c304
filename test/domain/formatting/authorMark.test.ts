import { describe, expect, it } from 'vitest';
import { authorMark } from '../../../domain/formatting/authorMark.ts';

describe("an author's mark", () => {
  it('is the same for ever', () => {
    expect(['018f3c1e-0000-7000-8000-000000000001', 'ana', ''].map(authorMark)).toMatchInlineSnapshot(`
      [
        "🟣",
        "🟡",
        "🟠",
      ]
    `);
  });

  it('spreads people evenly, also those registered one after the other', () => {
    const counts = new Map<string, number>();
    for (let person = 0; person < 14_000; person++) {
      const mark = authorMark(`018f3c1e-0000-7000-8000-${person.toString(16).padStart(12, '0')}`);
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
    }
    expect(counts.size).toBe(14);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});
