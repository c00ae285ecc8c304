/** What may change while somebody looks at a page. `db/admin/pulse.ts` knows how each is seen to have changed. */
export const topics = ['approvals', 'members', 'messages', 'deliveries', 'invites', 'audit'] as const;

export type Topic = (typeof topics)[number];
