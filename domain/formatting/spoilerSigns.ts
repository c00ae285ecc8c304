import type { Extension as MarkdownExtension } from 'mdast-util-from-markdown';
import type { Code, Construct, Effects, Extension, State } from 'micromark-util-types';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    spoilerSequence: 'spoilerSequence';
  }
}

declare module 'mdast' {
  /** A sign that means something if it finds its partner, or blanks: what the source has there. */
  interface Sign {
    type: 'sign';
    value: string;
    position?: Text['position'];
  }
  interface PhrasingContentMap {
    sign: Sign;
  }
  interface RootContentMap {
    sign: Sign;
  }
}

const bar = 124;

/** Two bars as a token of their own, so that escaped ones and those in code are none. */
export const spoilerSigns: Extension = {
  text: { [bar]: { name: 'spoiler', tokenize: twoBars } satisfies Construct },
  attentionMarkers: { null: [bar] },
};

/** The same in the tree. */
export const spoilerSignsInTree: MarkdownExtension = {
  enter: {
    spoilerSequence(token) {
      this.enter({ type: 'sign', value: this.sliceSerialize(token) }, token);
    },
  },
  exit: {
    spoilerSequence(token) {
      this.exit(token);
    },
  },
};

function twoBars(effects: Effects, ok: State, nok: State): State {
  const second: State = (code: Code) => {
    if (code !== bar) return nok(code);
    effects.consume(code);
    effects.exit('spoilerSequence');
    return ok;
  };
  return (code: Code) => {
    effects.enter('spoilerSequence');
    effects.consume(code);
    return second;
  };
}
