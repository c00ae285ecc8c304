import type { FileKind } from '../domain/media.ts';

/** What most file systems take, the ending left room for. */
const longestStem = 80;

/**
 * The name under which a file is shown and saved: its sender's without folders, control characters and those that turn
 * the direction of writing (`photo<U+202E>gpj.exe`), and with the ending of its real type.
 */
export function fileName(claimed: string | null, { kind, extension }: { kind: FileKind; extension: string }) {
  const last = (claimed ?? '').normalize('NFC').split(/[/\\]/).at(-1)!;
  const stem = last
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .replace(/\.[a-z0-9]{1,8}$/i, '');
  return `${[...stem].slice(0, longestStem).join('') || kind}.${extension}`;
}

/** The ending of a name, in lower case; an empty word where there is none. */
export const endingOf = (name: string | null) =>
  /\.([a-z0-9]{1,8})$/i.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
