const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What a file without a signature is: words, a page that a browser would run, or something we do not know. */
export type Wording = 'text' | 'markup' | 'neither';

/** Plain text has no signature to know it by; it is UTF-8 without control characters. Reads no more than 20 MB. */
export function wordingOf(bytes: Uint8Array): Wording {
  const text = decoded(bytes);
  if (text === undefined || hasControls(text)) return 'neither';
  return beginsAsMarkup(text) ? 'markup' : 'text';
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** All but tab, line feed, form feed and carriage return. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const hasControls = (text: string) => /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text);

/** As browsers sniff pages: by the first tag, after any white space (https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type). */
const beginsAsMarkup = (text: string) => /^[\s\uFEFF]*<[a-z!?]/i.test(text);
