import { type Check, type Finding, fine, hint, wrong } from './finding.ts';

export interface LabSettings {
  isOn: boolean;
  /** Whether any real channel has credentials. */
  hasChannel: boolean;
  host: string;
  port: number;
  nodeVersion: string;
}

const loopback = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/;
/** What the oldest of our dependencies asks for (undici). */
const leastNode = [20, 18] as const;

/** What runs at all, with what was given. */
export function labCheck(settings: LabSettings): Check {
  return {
    part: 'Homeroom',
    asked: 'Homeroom',
    look: async () => [...aboutNode(settings.nodeVersion), aboutLab(settings)],
  };
}

function aboutNode(version: string): Finding[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  return isEnough ? [] : [wrong(`Node ${version} is too old: install ${leastNode.join('.')} or later.`)];
}

function aboutLab({ isOn, hasChannel, host, port }: LabSettings): Finding {
  if (!isOn) return fine('The Lab is off, as there are real channels.');
  const isOpen = !loopback.test(host);
  if (isOpen && hasChannel)
    return wrong(
      `The Lab is on beside real channels, and whoever reaches ${host} can be any phone: unset LAB or HOST.`,
    );
  if (isOpen)
    return hint(`The Lab is on at ${host}, where whoever reaches it can be any phone: do so to try it only.`);
  if (hasChannel) return fine('The Lab is on beside the real channels, for this machine only.');
  return fine(
    `No channel has credentials, so that the Lab serves them all: npm start is enough, then open http://localhost:${port}/lab.`,
  );
}
