/** The words of HTML as they stand on a page: blanks folded, lines broken where blocks begin and end. */
export class HtmlText {
  text = '';
  private breaks = 0;
  /** A blank was read, and is written if a word follows on the same line. */
  isBlankDue = false;
  /** The line is empty because a `br` began it: a block that begins or ends here needs no further break. */
  private isBehindBreak = false;
  private isBehindMark = false;

  /** At least so many line breaks before whatever comes next. */
  needBreaks(count: number): void {
    if (count === 0) return;
    this.isBlankDue = false;
    if (!this.isBehindMark) this.breaks = Math.max(this.breaks, count);
  }

  breakLine(): void {
    this.settle();
    this.text += '\n';
    this.isBlankDue = false;
    this.isBehindBreak = true;
  }

  blank(): void {
    this.isBlankDue = this.isInLine();
  }

  /** The mark of a list's item, further in for each list around the first. */
  item(mark: string, lists: number): void {
    this.settle();
    this.text += '  '.repeat(Math.min(8, Math.max(0, lists - 1))) + mark;
    this.isBehindMark = true;
  }

  /** Blanks count once, and not at the edges of a line; hard ones stay. */
  say(words: string): void {
    for (const [piece] of words.matchAll(/[ \t\n\r\f]+|[^ \t\n\r\f]+/g)) {
      if (/^[ \t\n\r\f]/.test(piece)) this.blank();
      else this.put(piece.replaceAll('\u00a0', ' '));
    }
  }

  /** Text of a block of code, which begins at `start`; a line break at its very beginning does not count. */
  verbatim(words: string, start: number): void {
    const isFirst = this.text.length === start;
    this.put(isFirst ? words.replace(/^\r?\n/, '') : words);
  }

  /** Nor does one at its end. */
  endVerbatim(): void {
    this.isBehindBreak = this.text.endsWith('\n');
  }

  /** All of it; the last line break only ended a line. */
  whole(): string {
    return this.isBehindBreak ? this.text.slice(0, -1) : this.text;
  }

  private put(words: string): void {
    if (words === '') return;
    this.settle();
    if (this.isBlankDue) this.text += ' ';
    this.isBlankDue = false;
    this.isBehindBreak = false;
    this.isBehindMark = false;
    this.text += words;
  }

  /** Whether something stands before on the same line. */
  private isInLine(): boolean {
    return this.text !== '' && this.breaks === 0 && !this.isBehindBreak && !this.isBehindMark;
  }

  /** Writes the breaks that are due. */
  private settle(): void {
    const due = this.text === '' ? 0 : Math.max(0, this.breaks - (this.isBehindBreak ? 1 : 0));
    this.text += '\n'.repeat(due);
    this.breaks = 0;
  }
}
