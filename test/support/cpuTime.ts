/**
 * How long something kept the processor busy, in milliseconds: unlike the time on the wall it does not grow with what else
 * the machine has to do.
 */
export async function cpuTime(act: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
