/** Waits for what another process does; half a minute at most, and looks often unless looking is dear. */
export async function until(
  claim: () => Promise<boolean> | boolean,
  patienceMs = 30_000,
  pollMs = 25,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await claim())) {
    if (performance.now() > deadline) throw new Error(`still not so after ${patienceMs} ms: ${claim}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
