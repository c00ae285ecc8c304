import { ApiError } from '../api/errors.ts';

/** What a program is answered that says more than anybody may. */
export const tooMany = (): ApiError => new ApiError('TOO_MANY_REQUESTS', 'That is too many. Slow down.');
