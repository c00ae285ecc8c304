import { type TextKey, texts } from '../../../texts/texts.ts';
import type { Asked } from '../asked.ts';

/** What an act of the log is called; one that nobody has put into words yet by its own name. */
export function actWords({ say }: Pick<Asked, 'say'>, act: string): string {
  const key = `admin.audited.${act}`;
  return Object.hasOwn(texts, key) ? say(key as TextKey) : act;
}
