import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Step {
  uses?: string;
  run?: string;
}

const folder = '.github/workflows';
const texts = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
const jobs = texts.flatMap((text) => Object.values<{ steps: Step[] }>(parse(text).jobs));
const steps = jobs.flatMap((job) => job.steps);

test('every action is one commit, which nobody can change, with its release beside it', () => {
  for (const { uses } of steps.filter((step) => step.uses))
    expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  for (const line of texts
    .join('\n')
    .split('\n')
    .filter((one) => one.includes('uses:')))
    expect(line).toMatch(/ # v\d+\.\d+\.\d+$/);
});

test('what is run are programs of this tree, or Docker', () => {
  const commands = steps.flatMap(({ run }) => (run ? [run] : []));
  expect(commands).toContain('.ci/run');
  for (const command of commands.filter((one) => !one.startsWith('docker ')))
    expect(() => accessSync(command.split(' ')[0]!, constants.X_OK), command).not.toThrow();
});

test('it may read the code, and nothing else', () => {
  for (const text of texts) expect(parse(text).permissions).toEqual({ contents: 'read' });
});
