import type { World } from './world.ts';

/** What can go wrong when something is said: the line breaks before the server has it, or before its answer comes. */
export type Fault = { kind: 'refuse' } | { kind: 'lose' };

export interface FaultRule {
  id: number;
  /** How many more times it strikes; until it is cleared where it is missing. */
  times?: number;
  fault: Fault;
}

/** The knobs. */
export class Faults {
  constructor(private readonly world: World) {}

  /** Sets a fault and returns its id. */
  set(rule: Omit<FaultRule, 'id'>): number {
    const id = this.world.state.nextNumber++;
    this.world.state.faults.push({ ...rule, id });
    this.world.changed({});
    return id;
  }

  clear(id: number): void {
    this.world.state.faults = this.world.state.faults.filter((rule) => rule.id !== id);
    this.world.changed({});
  }

  list(): FaultRule[] {
    return structuredClone(this.world.state.faults);
  }
}

/** What strikes now, counted down; nothing for most. */
export function strike(world: World): Fault['kind'] | undefined {
  const rule = world.state.faults[0];
  if (rule?.times !== undefined && --rule.times <= 0) world.state.faults.shift();
  return rule?.fault.kind;
}
