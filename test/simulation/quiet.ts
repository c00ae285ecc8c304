/** Real time: a moment. */
export const soon = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), 1));

/** Real time in which a file is read and a module that is known is given. */
export const patience = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Lets everything that needs no call go on as far as it can. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    while (process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'))) await soon();
  }
}

/** Null where it takes longer, in real time. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  return first;
}
