import { organizing } from '../../support/stories/organizing.ts';
import { tell } from '../../support/stories/tell.ts';

tell(organizing);
