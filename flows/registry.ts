import type { Flow } from '../domain/flow.ts';
import { admin } from './admin.ts';
import { approval } from './approval.ts';
import { budget } from './budget.ts';
import { community } from './community.ts';
import { confirmMail } from './confirmMail.ts';
import { takingBack } from './delete.ts';
import { correcting } from './edit.ts';
import { email } from './email.ts';
import { failures } from './failures.ts';
import { figures } from './figures.ts';
import { forget } from './forget.ts';
import { forum } from './forum.ts';
import { help } from './help.ts';
import { invite } from './invite.ts';
import { language } from './language.ts';
import { leave } from './leave.ts';
import { link } from './link.ts';
import { members } from './members.ts';
import { merge, mergeAnswer, unmerge } from './merge.ts';
import { holds, mirror } from './mirror.ts';
import { more } from './more.ts';
import { mute, unmute } from './mute.ts';
import { mydata } from './mydata.ts';
import { pending } from './pending.ts';
import { posting } from './posting.ts';
import { quiet } from './quiet.ts';
import { registration } from './registration.ts';
import { replay } from './replay.ts';
import { reply } from './reply.ts';
import { roles } from './roles.ts';
import { settings } from './settings.ts';
import { status } from './status.ts';
import { switching } from './switch.ts';
import { unlink } from './unlink.ts';
import { vote } from './vote.ts';
import { why } from './why.ts';

/** Everything Homeroom can talk about. */
export const flows: Flow[] = [
  posting,
  reply,
  correcting,
  takingBack,
  why,
  more,
  vote,
  pending,
  members,
  invite,
  forum,
  roles,
  merge,
  unmerge,
  mergeAnswer,
  mirror,
  holds,
  budget,
  community,
  failures,
  figures,
  replay,
  settings,
  quiet,
  mute,
  unmute,
  language,
  switching,
  link,
  unlink,
  email,
  admin,
  mydata,
  status,
  help,
  leave,
  forget,
  registration,
  confirmMail,
  approval,
];
