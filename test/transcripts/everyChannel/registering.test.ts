import { registering } from '../../support/stories/registering.ts';
import { tell } from '../../support/stories/tell.ts';

tell(registering);
