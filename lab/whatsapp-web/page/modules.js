import { Emitter } from './emitter.js';
import { MsgKey, toWid } from './ids.js';
import * as media from './media.js';
import { Collection, chats, me, messages } from './models.js';
import * as people from './people.js';
import * as sending from './sending.js';
import { commands, conn, socket } from './socket.js';

const nothing = () => undefined;
const keyPair = { pubKey: new Uint8Array(32) };

Object.assign(commands, {
  refreshQR: () => window.labAsk('refreshQr', 'null'),
  sendRevokeMsgs: sending.sendRevokeMsgs,
  sendDeleteMsgs: nothing,
});

/** What a reaction passes through on its way into the page's tables; the library listens in. */
export const reactionTable = { reactionTableMode: { bulkUpsert: nothing } };

function linksIn(text) {
  return [...(text ?? '').matchAll(/https?:\/\/\S+/g)].map(([href]) => ({ href }));
}

/** Modules of web.whatsapp.com that whatsapp-web.js 1.34.7 asks for, by their names there. */
const modules = {
  WABase64: { encodeB64: (bytes) => btoa(String.fromCharCode(...bytes)) },
  WALinkify: { findLink: (text) => linksIn(text)[0], findLinks: linksIn },
  WAWebAddonReactionTableMode: reactionTable,
  WAWebAdvSignatureApi: {},
  WAWebAltDeviceLinkingApi: {},
  WAWebApiContact: { ...people, getAlternateUserWid: people.getCurrentLid },
  WAWebChatGetters: { getIsNewsletter: () => false, getIsBroadcast: () => false },
  WAWebChatLoadMessages: { loadEarlierMsgs: async () => [] },
  WAWebCmd: { Cmd: commands },
  WAWebCollections: {
    Msg: messages,
    Chat: chats,
    Contact: new Collection(),
    GroupMetadata: { update: nothing },
  },
  WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
  WAWebConnModel: { Conn: conn },
  WAWebDownloadManager: { downloadManager: media },
  WAWebFindChatAction: sending,
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebLidMigrationUtils: people,
  WAWebLinkPreviewChatAction: { getLinkPreview: nothing },
  WAWebMediaDataUtils: { shouldUseMediaCache: () => false },
  WAWebMediaMmsV4Upload: media,
  WAWebMediaOpaqueData: media.OpaqueData,
  WAWebMediaStorage: media,
  WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome' }) },
  WAWebMmsMediaTypes: { msgToMediaType: ({ type }) => type, castToV4: (type) => type },
  WAWebMsgActionCapability: sending.capability,
  WAWebMsgKey: MsgKey,
  WAWebMsgReply: { canReplyMsg: ({ type }) => type !== 'revoked' },
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
  WAWebPrepRawMedia: media,
  WAWebQueryExistsJob: people,
  WAWebSendMessageEditAction: sending,
  WAWebSendMsgChatAction: sending,
  WAWebSignalStoreApi: { waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: keyPair }) } },
  WAWebSocketModel: { Socket: socket },
  WAWebStreamModel: {
    Stream: Object.assign(new Emitter(), { markAvailable: nothing, markUnavailable: nothing }),
  },
  WAWebSyncGatingUtils: {},
  WAWebUpdateUnreadChatAction: sending,
  WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: keyPair }) } },
  WAWebUserPrefsMeUser: { getMaybeMePnUser: () => me.wid, getMaybeMeLidUser: () => me.lid },
  WAWebUserPrefsMultiDevice: { getADVSecretKey: () => 'c3RhbmQtaW4=' },
  WAWebWidFactory: { createWid: toWid, createWidFromWidLike: toWid, asUserWidOrThrow: toWid },
};

/** What was asked for and is not here; the tests look at it, so that a new version's wishes are noticed. */
export const missing = new Set();

/** As the page's own loader does it: undefined for what there is not. */
export function load(name) {
  if (!(name in modules)) missing.add(name);
  return modules[name];
}
