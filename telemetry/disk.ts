import { statfs } from 'node:fs/promises';

export interface Disk {
  bytes: number;
  /** For us, which is less than for the system's own account. */
  freeBytes: number;
}

/** The disk on which a folder lies; nothing but noughts where it cannot be seen. */
export async function diskOf(folder: string): Promise<Disk> {
  try {
    const { bsize, blocks, bfree, bavail } = await statfs(folder);
    // As df does: what is kept for the system counts for neither side.
    return { bytes: (blocks - bfree + bavail) * bsize, freeBytes: bavail * bsize };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return { bytes: 0, freeBytes: 0 };
  }
}
