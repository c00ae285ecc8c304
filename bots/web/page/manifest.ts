import type { Language, PageWords } from './words.ts';

const icon = (size: number, purpose: 'any' | 'maskable') => ({
  src: `/chat/assets/icon-${purpose === 'any' ? '' : 'maskable-'}${size}.png`,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
});

/** What makes a phone offer to keep the chat as an app (https://www.w3.org/TR/appmanifest/). */
export const manifest = ({ language, words }: { language: Language; words: PageWords }) => ({
  id: '/chat',
  name: words.title,
  short_name: 'Homeroom',
  description: words.explain,
  lang: language,
  start_url: '/chat',
  scope: '/chat',
  display: 'standalone',
  background_color: '#efebe1',
  theme_color: '#1f4a3d',
  icons: [icon(192, 'any'), icon(512, 'any'), icon(512, 'maskable')],
});
