import type { Flow } from '../domain/flow.ts';
import { takingBack } from './delete.ts';
import { posting } from './posting.ts';
import { registration } from './registration.ts';
import { reply } from './reply.ts';

/** Everything Homeroom can talk about. */
export const flows: Flow[] = [registration, posting, reply, takingBack];
