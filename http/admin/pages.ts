import { overview } from './overview/page.tsx';
import type { AdminPage } from './page.ts';

/** Every page there is, as they stand in the navigation. */
export const pages: AdminPage[] = [overview];
