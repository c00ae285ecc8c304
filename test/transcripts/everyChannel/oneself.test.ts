import { oneself } from '../../support/stories/oneself.ts';
import { tell } from '../../support/stories/tell.ts';

tell(oneself);
