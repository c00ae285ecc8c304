import type { CheckedFile } from '../domain/media.ts';
import { type Claim, checkContent } from './check.ts';
import { forgetPlace } from './film.ts';
import { fileName } from './name.ts';
import { shrinkPicture } from './shrink.ts';

/**
 * Makes of what came what may be stored and carried on: checked by its content, pictures made anew, films without their
 * place. Films are changed where they lie.
 * @throws {MediaRefused} with the reason for its sender
 */
export async function prepareFile(bytes: Uint8Array<ArrayBuffer>, claim: Claim): Promise<CheckedFile> {
  const { family, kind, mime, extension } = await checkContent(bytes, claim);
  if (/mp4|quicktime|3gpp/.test(mime)) forgetPlace(bytes);
  if (family !== 'picture') {
    return { kind, mime, bytes, width: null, height: null, name: fileName(claim.name, { kind, extension }) };
  }
  const { isMoving, extension: made, ...picture } = await shrinkPicture(bytes);
  const shown = isMoving ? 'animation' : kind;
  return { ...picture, kind: shown, name: fileName(claim.name, { kind: shown, extension: made }) };
}
