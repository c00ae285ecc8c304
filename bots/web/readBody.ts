/** More came than may be kept; what follows is not read. */
export class TooMuch extends Error {}

/**
 * Reads the body of a request, and no further than `mostBytes`.
 * @param said the Content-Length, so that what says it is too large is not read at all
 * @throws {TooMuch}
 */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  { said, mostBytes }: { said: string | undefined; mostBytes: number },
): Promise<Uint8Array> {
  if (Number(said ?? 0) > mostBytes) throw new TooMuch();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop lets go of the stream.
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new TooMuch();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}
