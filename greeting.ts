import type { Config } from './config.ts';
import { nearestLanguage } from './domain/text.ts';
import { type Place, waysIn } from './domain/waysIn.ts';
import type { Role } from './role.ts';
import { plainWords } from './texts/words.ts';

interface Up {
  url: string;
  foundingCode: string | null;
  place: Place;
}

/** For whoever sits at the terminal: where to look, and what to try first. */
export function greeting({ lab, port }: Config, { url, foundingCode, place }: Up, role: Role): string {
  if (role === 'worker')
    return `\n  A worker of Homeroom is up; how it is: http://localhost:${port}/ready\n\n`;
  const lines = [`Homeroom is up at ${url}`];
  if (lab)
    lines.push(
      `The Lab, with phones for a whole class: ${url}/lab`,
      'Press "Play the story" there, or begin by hand on Olga\u2019s phone.',
    );
  else if (foundingCode)
    lines.push('Become the first organizer, by one of these:', ...founding(place, foundingCode));
  return `\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`;
}

const founding = (place: Place, code: string) =>
  waysIn(['telegram', 'whatsapp', 'sms', 'email', 'web'], place, code).map((way) =>
    plainWords(way, nearestLanguage(null)),
  );
