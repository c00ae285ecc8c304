import type { Flow } from '../domain/flow.ts';
import { languages } from '../domain/text.ts';
import { plainWords } from '../texts/words.ts';

/** What a chat app shows behind its menu button. */
export type Menu = Record<string, { command: string; description: string }[]>;

/** The commands that have a line to show where these channels are on, in each language, in the order of the registry. */
export function menu(flows: Flow[], channels: string[]): Menu {
  const commands = flows
    .flatMap((flow) => flow.commands)
    .filter(({ needs }) => !needs || channels.includes(needs));
  const linesIn = (language: (typeof languages)[number]) =>
    commands.flatMap(({ words: [command], about }) =>
      about === null ? [] : [{ command, description: plainWords({ key: about }, language) }],
    );
  return Object.fromEntries(languages.map((language) => [language, linesIn(language)]));
}
