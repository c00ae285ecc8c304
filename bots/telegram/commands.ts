import type { Api } from 'grammy';

/** What the menu shows in one language: without a slash, in the order of display. */
export type Commands = Record<string, { command: string; description: string }[]>;

/**
 * Fills the bot's menu: each language has its own, and the first one is everybody else's too.
 * @throws what grammY throws
 */
export async function showCommands(api: Api, commands: Commands): Promise<void> {
  const [fallback] = Object.values(commands);
  if (fallback) await api.setMyCommands(fallback);
  for (const [language, list] of Object.entries(commands)) {
    await api.setMyCommands(list, { language_code: language as LanguageCode });
  }
}

type LanguageCode = NonNullable<Parameters<Api['setMyCommands']>[1]>['language_code'];
