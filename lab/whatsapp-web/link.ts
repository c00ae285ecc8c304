/** What the emulator needs of a page; puppeteer's and playwright's fit. */
export interface Page {
  exposeFunction(name: string, answer: (...values: string[]) => unknown): Promise<unknown>;
  evaluate(script: string): Promise<unknown>;
}

/** The page that is open just now: it asks by a function of its own, and is told by calling one of its. */
export class Link {
  private page: Page | null = null;

  /** Takes over from the page before; to be called before it loads. */
  async attach(page: Page, answer: (question: string, value: unknown) => unknown): Promise<void> {
    await page.exposeFunction('labAsk', async (question, value) => {
      try {
        return { answer: await answer(question!, JSON.parse(value!)) };
      } catch (error) {
        return { failure: error instanceof Error ? error.message : String(error) };
      }
    });
    this.page = page;
  }

  /** Tells the page something; where there is none, or it is gone, nobody hears it. */
  async tell(event: object): Promise<boolean> {
    const page = this.page;
    if (!page) return false;
    const words = JSON.stringify(event).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
    try {
      await page.evaluate(`window.labTell?.(${words})`);
      return true;
    } catch {
      // Its browser was closed, or killed.
      if (this.page === page) this.page = null;
      return false;
    }
  }

  detach(): void {
    this.page = null;
  }
}
