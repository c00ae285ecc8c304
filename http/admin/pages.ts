import { approvals } from './approvals/page.tsx';
import { audit } from './audit/page.tsx';
import { invites } from './invites/page.tsx';
import { memberPage } from './members/member.tsx';
import { members } from './members/page.tsx';
import { messages } from './messages/page.tsx';
import { overview } from './overview/page.tsx';
import type { AdminPage } from './page.ts';
import { settings } from './settings/page.tsx';
import { workingPages } from './workingPages.ts';

/** Every page there is, as they stand in the navigation. */
export const pages: AdminPage[] = [
  overview,
  approvals,
  members,
  memberPage,
  invites,
  messages,
  settings,
  audit,
  ...workingPages,
];
