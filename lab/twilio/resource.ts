import type { Message } from './state.ts';

/** A message as the API shows it (https://www.twilio.com/docs/messaging/api/message-resource#message-properties). */
export function resource(message: Message, accountSid: string) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`;
  return {
    body: message.body,
    num_segments: String(message.segments),
    direction: message.direction,
    from: message.from,
    date_updated: rfc2822(message.updatedAt),
    price: null,
    error_message: null,
    uri: `${uri}.json`,
    account_sid: accountSid,
    num_media: String(message.media.length),
    to: message.to,
    date_created: rfc2822(message.createdAt),
    status: message.status,
    sid: message.sid,
    date_sent: message.sentAt === null ? null : rfc2822(message.sentAt),
    messaging_service_sid: null,
    error_code: message.errorCode,
    price_unit: 'USD',
    api_version: '2010-04-01',
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

/** Its files (https://www.twilio.com/docs/messaging/api/media-resource#read-multiple-media-resources). */
export function mediaList({ sid, media, createdAt }: Message, accountSid: string) {
  const path = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media`;
  const date = rfc2822(createdAt);
  return {
    ...{ first_page_uri: `${path}.json?PageSize=50&Page=0`, uri: `${path}.json?PageSize=50&Page=0` },
    ...{ next_page_uri: null, previous_page_uri: null, page: 0, page_size: 50, start: 0 },
    end: Math.max(media.length - 1, 0),
    media_list: media.map(({ url, contentType }) => {
      const mediaSid = url.split('/').at(-1);
      return {
        ...{ sid: mediaSid, account_sid: accountSid, parent_sid: sid, content_type: contentType },
        ...{ date_created: date, date_updated: date, uri: `${path}/${mediaSid}.json` },
      };
    }),
  };
}

/** "Thu, 24 Aug 2023 05:01:45 +0000" */
const rfc2822 = (at: string) => new Date(at).toUTCString().replace('GMT', '+0000');
