/** What a message says, in one shape for both directions, as the phone shows it. Plain JSON. */
export interface Content {
  kind: ContentKind;
  /** The body, or the caption of a file. */
  text: string;
  header?: string;
  footer?: string;
  mediaId?: string;
  /** The business gave a link instead of an upload. */
  mediaLink?: string;
  fileName?: string;
  isVoice?: boolean;
  buttons?: Button[];
  list?: List;
  location?: Location;
  contacts?: Contact[];
  /** The template it was made from. */
  template?: string;
}

export const mediaKinds = ['image', 'document', 'audio', 'video', 'sticker'] as const;
export type MediaKind = (typeof mediaKinds)[number];

export type ContentKind = MediaKind | 'text' | 'interactive' | 'template' | 'location' | 'contacts' | 'poll';

/** `reply` is answered by `button_reply`, `quickReply` (of a template) by `button`; `location` asks for a place. */
export interface Button {
  kind: 'reply' | 'quickReply' | 'url' | 'location';
  id: string;
  title: string;
  url?: string;
}

export interface List {
  /** The words that open it. */
  button: string;
  sections: { title: string; rows: Row[] }[];
}

export interface Row {
  id: string;
  title: string;
  description?: string;
}

export interface Location {
  latitude: number;
  longitude: number;
  name?: string;
  address?: string;
}

export interface Contact {
  firstName: string;
  lastName?: string;
  phone: string;
  /** Set where the number is on WhatsApp. */
  waId?: string;
}

export const rowsOf = ({ list }: Content): Row[] => (list?.sections ?? []).flatMap(({ rows }) => rows);
