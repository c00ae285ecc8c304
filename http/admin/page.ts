import type { Child } from 'hono/jsx';
import type { Topic } from '../../db/admin/pulse.ts';
import type { Permission } from '../../domain/permissions.ts';
import type { TextKey } from '../../texts/texts.ts';
import type { Acting, Asked } from './asked.ts';

/** A page of the dashboard. Its route, its place in the navigation and who may see it follow from this. */
export interface AdminPage {
  /** Below `/admin`: empty for the first, `/members/:id` for one with a parameter. */
  path: string;
  /** Who may see it. */
  permission: Permission;
  title: TextKey;
  /** Under which heading of the navigation it stands; null for a page that another one leads to. */
  group: Group | null;
  /** What stands under its heading. Throws `HTTPException(404)` where there is no such thing in this community. */
  view(asked: Asked): Child | Promise<Child>;
  /** What of it changes while one looks, by the id of its element. */
  parts?: Record<string, Part>;
  /** What can be done on it. */
  acts?: PageAct[];
}

/** A part of a page that is fetched anew when something has changed. Drawn into the page by `Live`. */
export interface Part {
  /** What it tells of. */
  on: Topic[];
  /** Fetched every few seconds besides: it tells of what no database knows. */
  every?: true;
  view(asked: Asked): Child | Promise<Child>;
}

/** What a form of a page does. */
export interface PageAct {
  /** Below the page's own path: `/approve`. */
  path: string;
  permission: Permission;
  /** What is asked before it is done; null where nothing need be. */
  confirm?(asked: Acting): Confirmation | null | Promise<Confirmation | null>;
  perform(asked: Acting): Promise<Told>;
}

/** A question before something is done that hurts. */
export interface Confirmation {
  question: string;
  /** What the button says that does it. */
  yes: string;
  /** Fields to fill in besides. */
  children?: Child;
}

/** What came of an act, in a sentence; `to` leads somewhere else than where the form stood. */
export interface Told {
  words: string;
  isDone: boolean;
  to?: string;
}

export const groups = ['now', 'people', 'words', 'sending', 'community', 'installation'] as const;

export type Group = (typeof groups)[number];
