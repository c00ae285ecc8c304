import type { AdminPage } from '../page.ts';

export const overview: AdminPage = {
  path: '',
  permission: 'figures.see',
  title: 'admin.overview.title',
  group: 'now',
  view: ({ account }) => <p>{account.communityName}</p>,
};
