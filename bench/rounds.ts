/** What somebody measured in each round, or why there is nothing. */
export interface Run<T> {
  name: string;
  figures: T[];
  /** Why it could not start, or is not installed; null where it was measured. */
  missing: string | null;
}

/**
 * Everybody takes a turn in each round, so that a slow minute of the machine is everybody's. Who cannot start, or is
 * not installed, is shown without figures, with the reason, and does not keep the others waiting again.
 */
export async function inRounds<T>(
  rounds: number,
  competitors: Record<string, () => Promise<T>>,
): Promise<Run<T>[]> {
  const runs = Object.keys(competitors).map((name): Run<T> => ({ name, figures: [], missing: null }));
  for (let round = 0; round < rounds; round++) {
    for (const run of runs) {
      if (run.figures.length === 0 && run.missing !== null) continue;
      const figure = await competitors[run.name]!().catch((error: unknown) => {
        run.missing = error instanceof Error ? error.message : String(error);
        process.stderr.write(`${run.name}: ${run.missing}\n`);
        return null;
      });
      if (figure !== null) run.figures.push(figure);
    }
  }
  return runs;
}
