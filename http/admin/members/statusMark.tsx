import type { FC } from 'hono/jsx';
import type { MembershipStatus } from '../../../domain/member.ts';
import type { Asked } from '../asked.ts';

const looks: Record<MembershipStatus, string> = {
  pending: 'wait',
  active: 'good',
  suspended: 'bad',
  left: '',
  rejected: '',
  expired: '',
};

/** How somebody stands, in a word and a colour. */
export const StatusMark: FC<{ asked: Asked; status: MembershipStatus }> = ({ asked, status }) => (
  <span class={`mark ${looks[status]}`}>{asked.say(`admin.status.${status}`)}</span>
);
