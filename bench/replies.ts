import { createRequire } from 'node:module';
import EmailReplyParser from 'email-reply-parser';
import { beyondQuotes } from '../bots/email/reply/quotes.ts';
import { replyOf } from '../bots/email/reply/reply.ts';
import { withoutSignature } from '../bots/email/reply/signature.ts';
import { tidy } from '../bots/email/reply/tidy.ts';
import {
  laterCases,
  type ReplyCase,
  replyCases,
  sameText,
  unseenCases,
} from '../test/bots/email/reply/corpus.ts';
import { table } from './table.ts';

/**
 * How many replies each library, and we, take out of the corpora as expected: `npx tsx replies.ts`. Each library is
 * asked in the way its README shows; email-reply-parser also for its first fragment, which its own tests look at.
 */
const require = createRequire(import.meta.url);
const planer = require('planer') as { extractFrom(text: string, type: string): string };
const nodeParser = require('node-email-reply-parser') as (text: string, isAggressive: boolean) => string;
const rubyPort = require('emailreplyparser') as { EmailReplyParser: { parse_reply(text: string): string } };
const talon = require('talonjs') as { quotations: { extractFromPlain(text: string): { body: string } } };

const ways: [name: string, reply: (text: string) => string][] = [
  ['planer 1.2.0', (text) => planer.extractFrom(text, 'text/plain')],
  ['talonjs 1.0.28', (text) => talon.quotations.extractFromPlain(text).body],
  ['emailreplyparser 0.0.5', (text) => rubyPort.EmailReplyParser.parse_reply(text)],
  ['node-email-reply-parser 0.1.4', (text) => nodeParser(text, true)],
  ['email-reply-parser 2.3.7', (text) => new EmailReplyParser().read(text).getVisibleText()],
  ['email-reply-parser 2.3.7, first fragment', firstFragment],
  ['Homeroom, its own rules alone', ownRules],
  ['Homeroom', replyOf],
];

const halves = [replyCases('tuning'), [...replyCases('untouched'), ...laterCases(), ...unseenCases()]];
const isAdded = ({ name }: ReplyCase) => /^(?:later|unseen)\//.test(name);
const groups = (cases: ReplyCase[]) => [
  cases.filter((one) => one.isPublished && !isAdded(one)),
  cases.filter((one) => !one.isPublished && !isAdded(one)),
  cases.filter(({ name }) => name.startsWith('later/')),
  cases.filter(({ name }) => name.startsWith('unseen/')),
];
const columns = halves.flatMap(groups).filter((cases) => cases.length > 0);
const head = columns.map(([first]) => `${first!.half}, ${kindOf(first!)}`);
const rows = ways.map(([name, reply]) => [name, ...columns.map((cases) => share(cases, reply))]);
process.stdout.write(table(['exact replies', ...head], rows));
if (process.argv.includes('--misses')) printMisses();

function kindOf({ isPublished, name }: ReplyCase): string {
  if (name.startsWith('later/')) return "expected by planer's tests";
  if (name.startsWith('unseen/')) return 'read when all was frozen';
  return isPublished ? "expected by email-reply-parser's tests" : 'expected by us';
}

function share(cases: ReplyCase[], reply: (text: string) => string): string {
  const right = cases.filter((one) => isRight(one, reply)).length;
  return `${right} of ${cases.length} (${Math.round((right / cases.length) * 100)} %)`;
}

function isRight({ text, expected, signedOff }: ReplyCase, reply: (text: string) => string): boolean {
  try {
    const words = reply(text);
    return sameText(words, expected) || (signedOff !== undefined && sameText(words, signedOff));
  } catch {
    return false;
  }
}

function firstFragment(text: string): string {
  return new EmailReplyParser().read(text).getFragments()[0]?.getContent() ?? '';
}

function ownRules(text: string): string {
  const lines = tidy(text).split('\n');
  return withoutSignature(beyondQuotes(lines) ?? lines).join('\n');
}

/** Names only: a text of the untouched half is not to be seen by those who tune. */
function printMisses(): void {
  const missed = halves.flat().filter((one) => !isRight(one, replyOf));
  process.stdout.write(`\nNot as expected: ${missed.map(({ name }) => name).join(', ') || 'none'}\n`);
}
