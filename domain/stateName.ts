/** A machine's state as words: `provingPhone.askingCode` for a state within a state. */
export function stateName(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[outer, inner] = ['', '']] = Object.entries(value as Record<string, unknown>);
  return `${outer}.${stateName(inner)}`;
}
