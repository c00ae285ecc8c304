import type { Flow } from '../domain/flow.ts';
import { posting, reply } from './posting.ts';
import { registration } from './registration.ts';

/** Everything Homeroom can talk about. */
export const flows: Flow[] = [registration, posting, reply];
