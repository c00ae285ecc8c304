import type { Config } from './config.ts';

interface Up {
  url: string;
  foundingCode: string | null;
  telegramLink: string | null;
}

/** For whoever sits at the terminal: where to look, and what to try first. */
export function greeting({ lab }: Config, { url, foundingCode, telegramLink }: Up): string {
  const lines = [`Homeroom is up at ${url}`];
  if (lab)
    lines.push(
      `The Lab, with phones for a whole class: ${url}/lab`,
      'Press "Play the story" there, or begin by hand on Olga\u2019s phone.',
    );
  else if (foundingCode && telegramLink)
    lines.push(`Open this once to become the first organizer: ${telegramLink}?start=${foundingCode}`);
  if (!lab && foundingCode)
    lines.push(
      `In a browser: ${url}/chat?start=${foundingCode}`,
      `Or write to it from a phone: JOIN ${foundingCode}`,
    );
  return `\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`;
}
