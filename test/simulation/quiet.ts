/** Real time: a moment. */
export const soon = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), 1));

/**
 * Lets modules be given that a server imports as it starts: they come from another thread, in the order in which
 * they were asked for, so that ours come after them.
 */
export async function modules(): Promise<void> {
  await import('@flystorage/file-storage');
  await import('@flystorage/local-fs');
  await import('twilio');
}

/**
 * Libraries have timeouts by the machine's clock: for a machine that is busy they would strike at another moment each
 * time. What they guard against is the network's to bring here.
 */
export function stillLongTimers(): void {
  const { setTimeout: set } = globalThis;
  const still = (callback: () => void, ms = 0, ...rest: unknown[]) =>
    ms < longMs ? set(callback, ms, ...(rest as [])) : set(() => undefined, longestMs).unref();
  globalThis.setTimeout = Object.assign(still, set) as typeof setTimeout;
}

const longMs = 4_000;
const longestMs = 2 ** 31 - 1;

/** Lets everything that needs no call go on as far as it can: of its own threads Node says what they still do. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    while (process.getActiveResourcesInfo().some((name) => fileWork.test(name))) await soon();
  }
}

/** Reading and writing, and the closing of a file that was read, which on a busy machine may be late. */
const fileWork = /^(?:FSReq|CloseReq)/;

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
