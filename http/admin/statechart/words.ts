import type { AnyStateMachine } from 'xstate';

interface Transition {
  eventType: string;
  // biome-ignore lint/suspicious/noExplicitAny: XState's type of a guard depends on the machine's
  guard?: any;
}

/**
 * When a transition is taken: `member answered [is founding]`, `after 14 days`. These are the names in flows/, which are in
 * English whatever the language of the page.
 * @param isLast whether it stands for all that the ones before it left
 */
export function whenOf(
  { eventType, guard }: Transition,
  { isLast, machine }: { isLast: boolean; machine: AnyStateMachine },
): string {
  const condition = guard ? `[${guardName(guard)}]` : isLast ? '[else]' : '';
  return [eventName(eventType, machine), condition].filter(Boolean).join(' ') || 'at once';
}

/** `askingCommunityName` as words. */
export const spaced = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll('.', ' ')
    .toLowerCase();

/** In two lines where it has a condition and is wide. */
export function broken(when: string): string[] {
  const at = when.indexOf(' [');
  return at > 0 && when.length > 18 ? [when.slice(0, at), when.slice(at + 1)] : [when];
}

/** What an event is called, also as conversations keep it. */
export function eventName(type: string, machine: AnyStateMachine): string {
  const delay = /^xstate\.after\.([^.]+)\./.exec(type)?.[1];
  if (delay) return `after ${lasting(machine.implementations.delays[delay]) ?? spaced(delay)}`;
  if (type.startsWith('xstate.done.state.')) return 'finished';
  return spaced(type);
}

/** Conditions that are written where they are used have no name. */
function guardName(guard: unknown): string {
  const name = typeof guard === 'string' ? guard : (guard as { type?: unknown }).type;
  return typeof name === 'string' ? spaced(name) : 'depending';
}

const units: [string, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** A span in its largest unit that divides it; null for one that is not known beforehand. */
function lasting(ms: unknown): string | null {
  if (typeof ms !== 'number') return null;
  const [unit, size] = units.find(([, one]) => ms >= one && ms % one === 0) ?? ['second', 1_000];
  const count = Math.round((ms / size) * 10) / 10;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
