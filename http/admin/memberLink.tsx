import type { FC } from 'hono/jsx';
import type { Asked } from './asked.ts';

/** A member by name, with the way to their page for whoever may see it. */
export const MemberLink: FC<{ asked: Asked; member: { id: string; full_name: string } | null }> = (props) => {
  const { asked, member } = props;
  if (!member) return <span class="soft">{asked.say('admin.nobodyYet')}</span>;
  if (!asked.may('member.change')) return <>{member.full_name}</>;
  return <a href={`/admin/members/${member.id}`}>{member.full_name}</a>;
};
