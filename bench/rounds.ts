/**
 * Everybody takes a turn in each round, so that a slow minute of the machine is everybody's. Who cannot start, or is
 * not installed, is left without figures, and the reason is told.
 */
export async function inRounds<T>(
  rounds: number,
  competitors: Record<string, () => Promise<T | null>>,
): Promise<Map<string, T[]>> {
  const figures = new Map<string, T[]>(Object.keys(competitors).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries(competitors)) {
      const figure = await measure().catch((error: unknown) => {
        process.stderr.write(`${name}: ${String(error)}\n`);
        return null;
      });
      if (figure !== null) figures.get(name)!.push(figure);
    }
  }
  return figures;
}
