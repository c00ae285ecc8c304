import { tell } from '../../support/stories/tell.ts';
import { writing } from '../../support/stories/writing.ts';

tell(writing);
