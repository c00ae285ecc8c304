import type { CompileContext, Extension, Token } from 'mdast-util-from-markdown';

/** Keeps the blanks that CommonMark drops at the beginning and the end of a line, in whatever holds words. */
export const keptBlanks: Extension = {
  enter: { linePrefix: keep, lineSuffix: keep, hardBreakTrailing: keep },
  // It is no break of its own: the line's end behind it is kept anyway.
  exit: { hardBreakTrailing() {} },
};

const holdsWords = new Set(['paragraph', 'heading', 'emphasis', 'strong', 'delete', 'fragment']);

function keep(this: CompileContext, token: Token): void {
  const parent = this.stack.at(-1)!;
  if (!holdsWords.has(parent.type)) return;
  // Its place is enough, and more: of blanks alone behind a sign the parser's own slice is empty.
  this.enter({ type: 'sign', value: '' }, token);
  this.exit(token);
}
