/** What stands before the @ of a forum's address: `Viaje de 1998` is `viaje-de-1998`. */
export const forumAddress = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '') || 'forum';
