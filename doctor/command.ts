/** What the command line asks for; `mistaken` names what it does not know. */
export type Command =
  | { kind: 'examine'; isJson: boolean }
  | { kind: 'help' }
  | { kind: 'mistaken'; word: string };

export function readCommand(words: string[]): Command {
  const unknown = words.find((word) => !['--json', '--help', '-h'].includes(word));
  if (unknown !== undefined) return { kind: 'mistaken', word: unknown };
  if (words.includes('--help') || words.includes('-h')) return { kind: 'help' };
  return { kind: 'examine', isJson: words.includes('--json') };
}

export const usage = `npm run doctor            asks every provider how the settings stand with it
npm run --silent doctor -- --json    the same for programs: {"ok":true,"findings":[{"part","level","sentence"}]}
npm run doctor -- --help             this

It reads what npm start reads: the environment, and the file .env beside package.json. It sends nothing to
anybody, changes no setting, and shows no token and no whole phone number.

  ✓ as it should be    ! worth knowing    ✗ will not work, with what to do

The exit status is 1 where there is any ✗, else 0.
`;
