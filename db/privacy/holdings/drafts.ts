/**
 * What of a talk's memory its person said, by flow: words they typed and files they sent. All else that a talk remembers is what
 * was found for it, among which are others' names, words and ids; a flow that is not named here has nothing of its own that
 * is not among what they said to the bot, too.
 */
const own: Record<string, string[]> = {
  posting: ['text', 'files', 'isUrgent'],
  reply: ['text', 'files'],
  edit: ['text'],
  email: ['email'],
  registration: ['name', 'graduatingYear', 'section', 'timeZone', 'preferredChannel'],
  roles: ['words', 'reason'],
  vote: ['reason'],
  forget: ['words'],
  leave: ['words'],
};

const names = Object.entries(own).flatMap(([flow, fields]) => fields.map((field) => `'${flow}.${field}'`));

/** In SQL, of a conversation `t`: what is its person's own of it; null where nothing is. Our own constants alone are in it. */
export const ownDraft = `(select jsonb_object_agg(kept.name, kept.value) from jsonb_each(t.context) as kept(name, value)
  where t.flow || '.' || kept.name in (${names.join(', ')}) and kept.value not in ('""', 'null', '[]'))`;
