import type { Stage } from '../stage.ts';

/** Something that a class does, short enough to be played thousands of times. */
export interface Story {
  /** Begins with a class of four, or with nothing. */
  from: 'class' | 'nothing';
  tell(stage: Stage): Promise<void>;
}
