import type { Flow } from '../domain/flow.ts';
import { approval } from './approval.ts';
import { takingBack } from './delete.ts';
import { pending } from './pending.ts';
import { posting } from './posting.ts';
import { registration } from './registration.ts';
import { reply } from './reply.ts';
import { vote } from './vote.ts';

/** Everything Homeroom can talk about. */
export const flows: Flow[] = [registration, posting, reply, takingBack, approval, vote, pending];
