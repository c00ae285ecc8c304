/** What somebody measured in each round, or why there is nothing. */
export interface Run<T> {
  /** As tables show it: where rounds failed, with how many count. */
  name: string;
  figures: T[];
  /** Why it could not start, or is not installed, or why its last round that failed did; null where none failed. */
  missing: string | null;
}

/**
 * Everybody takes a turn in each round, so that a slow minute of the machine is everybody's. Who cannot start, or is
 * not installed, is shown without figures, with the reason, and does not keep the others waiting again. Of whom some rounds
 * failed, the name says so: a median of those that went well is not one of all.
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
  return runs.map((run) => ({ ...run, name: shownName(run, rounds) }));
}

/** `Homeroom (median of 3 of 5 rounds: the server ended)`. */
function shownName({ name, figures, missing }: Run<unknown>, rounds: number): string {
  const isPartial = figures.length > 0 && figures.length < rounds;
  return isPartial ? `${name} (median of ${figures.length} of ${rounds} rounds: ${missing})` : name;
}
