import type { Examined } from './examine.ts';
import type { Finding, Level } from './finding.ts';

/** For a person at a terminal: a sign before each sentence, coloured where that can be seen. */
export function report(examined: Examined[], { isColoured }: { isColoured: boolean }): string {
  const parts = examined
    .filter(({ findings }) => findings.length > 0)
    .map(
      ({ part, findings }) => `${part}\n${findings.map((one) => `  ${line(one, isColoured)}\n`).join('')}`,
    );
  return `${[...parts, `${summary(examined)}\n`].join('\n')}`;
}

/** For programs: one object of JSON in one line. */
export function reportJson(examined: Examined[]): string {
  const findings = examined.flatMap(({ part, findings }) => findings.map((one) => ({ part, ...one })));
  return `${JSON.stringify({ ok: !isAnythingWrong(examined), findings })}\n`;
}

/** Whether something will not work as it is set. */
export function isAnythingWrong(examined: Examined[]): boolean {
  return count(examined, 'wrong') > 0;
}

const signs: Record<Level, { sign: string; colour: number }> = {
  fine: { sign: '✓', colour: 32 },
  hint: { sign: '!', colour: 33 },
  wrong: { sign: '✗', colour: 31 },
};

function line({ level, sentence }: Finding, isColoured: boolean): string {
  const { sign, colour } = signs[level];
  return `${isColoured ? `\u001b[${colour}m${sign}\u001b[0m` : sign} ${sentence}`;
}

function summary(examined: Examined[]): string {
  const [wrongs, hints] = [count(examined, 'wrong'), count(examined, 'hint')];
  if (wrongs === 0 && hints === 0) return 'All is well.';
  const parts = [
    ...(wrongs > 0 ? [`${wrongs} ${wrongs === 1 ? 'thing is' : 'things are'} wrong`] : []),
    ...(hints > 0 ? [`${hints} ${hints === 1 ? 'thing is' : 'things are'} worth knowing`] : []),
  ];
  return `${parts.join(', ')}.`;
}

const count = (examined: Examined[], level: Level) =>
  examined.flatMap(({ findings }) => findings).filter((one) => one.level === level).length;
