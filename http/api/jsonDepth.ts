/** More than any route's fields have. */
export const deepestJson = 16;

/**
 * Whether brackets stand deeper within each other than so many, before anything is made of them: neither what reads
 * JSON nor what checks it should have to walk down ten thousand steps. What stands in strings does not count.
 */
export function isDeeper(json: string, most: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at++) {
    const char = json[at];
    if (isInString) {
      if (char === '\\') at++;
      else if (char === '"') isInString = false;
    } else if (char === '"') isInString = true;
    else if (char === '[' || char === '{') {
      if (++depth > most) return true;
    } else if (char === ']' || char === '}') depth--;
  }
  return false;
}
