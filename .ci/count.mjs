// Prints "N passed, N failed" from vitest's JSON report (its path, and vitest's exit status, are the arguments).
// Ends with 1 when anything failed or was skipped, when no test ran, or when there is no report.
import { readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);
const files = readReport()?.testResults ?? [];
const tests = files.flatMap((each) => each.assertionResults);
// A checkout may come without its history, and the release before this one is in there. The test prints that itself.
const excused = files
  .filter(({ name }) => name.endsWith('test/releases/previous.test.ts'))
  .flatMap((each) => each.assertionResults.filter((test) => test.status === 'skipped')).length;
const having = (wanted) => tests.filter((test) => test.status === wanted).length;
const passed = having('passed');
const skipped = tests.length - passed - having('failed') - excused;
// A file that could not be loaded has failed without a failed test; so has a run that broke outside of any file.
const brokenFiles = files.filter(
  (each) => each.status === 'failed' && !each.assertionResults.some(isFailed),
).length;
const counted = having('failed') + brokenFiles;
const failed = counted === 0 && status !== '0' ? 1 : counted;

if (excused > 0) say('The release before this one was not tried: its commit is not in this checkout.');
if (skipped > 0) say(`${skipped} skipped, which is not allowed here.`);
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || skipped > 0 || passed === 0 ? 1 : 0;

function isFailed(test) {
  return test.status === 'failed';
}

function readReport() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    say('vitest left no report.');
    return undefined;
  }
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
