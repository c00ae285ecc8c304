import type { Options } from 'mdast-util-from-markdown';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { keptBlanks } from './blanks.ts';
import { spoilerSigns, spoilerSignsInTree } from './spoilerSigns.ts';

/**
 * Our Markdown is CommonMark with GFM's `~~strike~~`, `||spoiler||` as Telegram's and Discord's users type it, and `<u>` for
 * what Markdown has no sign for. Lists, rules and definitions stay the text they are, as they do in every messenger:
 * whoever starts a line with `1.` or `-` gets it back untouched. So do blanks at the edges of lines, and line breaks.
 */
export const dialect: Options = {
  extensions: [
    gfmStrikethrough({ singleTilde: false }),
    spoilerSigns,
    {
      disable: {
        null: ['list', 'codeIndented', 'thematicBreak', 'setextUnderline', 'htmlFlow', 'definition'],
      },
    },
  ],
  mdastExtensions: [gfmStrikethroughFromMarkdown(), keptBlanks, spoilerSignsInTree],
};

/** What can be Markdown at all; a text without any of these needs no parser. */
export const mayBeMarkdown = (text: string) => /[\\`*_~|<>&[\]#]/.test(text);
