import { describe, expect, test } from 'vitest';
import { menu } from '../../flows/menu.ts';
import { flows } from '../../flows/registry.ts';

describe('the menu', () => {
  test.each(Object.entries(menu(flows, ['email'])))('in %s is what Telegram takes', (_language, lines) => {
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.length).toBeLessThanOrEqual(100);
    for (const { command, description } of lines) {
      expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(description.length).toBeGreaterThan(0);
      expect(description.length).toBeLessThanOrEqual(256);
    }
    expect(new Set(lines.map(({ command }) => command)).size).toBe(lines.length);
  });

  test('no two commands answer to the same word', () => {
    const words = flows.flatMap((flow) => flow.commands.flatMap((command) => command.words));
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });
});
