import type { DueDelivery } from '../../../db/dueDeliveries.ts';
import { render } from '../../../delivery/render.ts';
import type { Outbound } from '../../../domain/channel.ts';
import type { Content } from '../../../domain/content.ts';
import { mannersOf } from '../../../domain/manners.ts';
import type { Language } from '../../../domain/text.ts';
import type { Shown, Side } from '../sides/side.ts';

const noFiles = {
  carried: () => {
    throw new Error('no answer carries a file');
  },
  linkTo: () => '',
};

/** What the bot says, as it is seen on that side. */
export function showOn(side: Side, content: Content, language: Language): Promise<Shown> {
  return side.show(rendered(side, content, language));
}

function rendered({ channel, address }: Side, content: Content, language: Language): Outbound {
  const due: DueDelivery = {
    id: '018f0000-0000-7000-8000-0000000000d1',
    kind: 'answer',
    lane: 'answer',
    addressId: 'd1',
    channel: channel.name,
    sealedIdentifier: Buffer.alloc(0),
    wrappedKey: null,
    language,
    isStopped: false,
    needsConsent: false,
    threadId: null,
    heardAt: null,
    ...{ quietFrom: null, quietTo: null, timeZone: null },
    personId: null,
    communityId: null,
    communityName: null,
    hasCommunities: false,
    messageId: null,
    content,
    attempts: 0,
    attemptedAt: null,
    changes: null,
    changesId: null,
    correlationId: null,
    message: null,
    files: [],
    digest: null,
  };
  return render(due, channel, { to: address, files: noFiles });
}

/** What words promise that is not there: buttons where there are none, commands as nobody types them there. */
export function brokenPromises({ channel: { name } }: Side, shown: Shown): string[] {
  const names = [
    ...(shown.hasContactButton ? [] : [/\bbuttons?\b|\bbot(?:ón|ones)\b/i]),
    ...(mannersOf(name).hasSlash ? [] : [/(?<![\w/.])\/[a-z]{3,}/]),
  ];
  return names.flatMap((name) => {
    const found = name.exec(shown.text);
    return found ? [`speaks of “${found[0]}”: ${shown.text.replace(/\n+/g, ' | ')}`] : [];
  });
}
