/** Requests that the API refuses, each with its code and words of the answer. */
export interface Refused {
  what: string;
  request: object;
  code: number;
  words: RegExp;
  /** Whether Meta's schema refuses it as well. */
  bySchema: boolean;
}

const button = (id: string, title = `Title ${id}`) => ({ type: 'reply', reply: { id, title } });
const row = (id: string, more: object = {}) => ({ id, title: `Row ${id}`, ...more });
const times = <Made>(count: number, make: (n: string) => Made) =>
  Array.from({ length: count }, (_, n) => make(`${n}`));

const interactive = (parts: object) => ({
  type: 'interactive',
  interactive: { type: 'button', body: { text: 'Choose' }, ...parts },
});
const buttons = (...given: object[]) => interactive({ action: { buttons: given } });
const list = (sections: object[], more: object = {}) =>
  interactive({ type: 'list', action: { button: 'Open', sections, ...more } });

const no = (what: string, request: object, [code, words]: [number, RegExp], bySchema = true): Refused => ({
  what,
  request,
  code,
  words,
  bySchema,
});
/** Rules that the real API has and the schema leaves out. */
const beyond = (what: string, request: object, refusal: [number, RegExp]) =>
  no(what, request, refusal, false);

const invalid = 131009;

export const refused: Refused[] = [
  no('no product', { messaging_product: undefined, type: 'text', text: { body: 'x' } }, [
    100,
    /messaging_product is required/,
  ]),
  no('another product', { messaging_product: 'messenger', type: 'text', text: { body: 'x' } }, [
    100,
    /one of \{whatsapp\}/,
  ]),
  no('nobody to send to', { to: undefined, type: 'text', text: { body: 'x' } }, [100, /to is required/]),
  beyond('a name for a number', { to: 'Ana', type: 'text', text: { body: 'x' } }, [
    invalid,
    /valid phone number/,
  ]),
  no('an odd kind of recipient', { recipient_type: 'everybody', type: 'text', text: { body: 'x' } }, [
    100,
    /recipient_type/,
  ]),
  beyond('a group', { recipient_type: 'group', type: 'text', text: { body: 'x' } }, [131215, /Groups/]),
  no('no type', { text: { body: 'x' } }, [100, /type is required/]),
  no('a type there is not', { type: 'poll', poll: {} }, [100, /type must be one of/]),
  no('a key there is not', { type: 'text', text: { body: 'x' }, parse_mode: 'HTML' }, [
    100,
    /Unexpected key "parse_mode"/,
  ]),
  no('what is of another type', { type: 'text', image: { id: '1' } }, [100, /Unexpected key "image"/]),
  no('long callback data', { type: 'text', text: { body: 'x' }, biz_opaque_callback_data: 'x'.repeat(513) }, [
    100,
    /at most 512/,
  ]),

  no('no text', { type: 'text' }, [100, /text is required/]),
  no('a text that is no object', { type: 'text', text: 'x' }, [100, /JSON object/]),
  no('a text without a body', { type: 'text', text: {} }, [100, /text\['body'\] is required/]),
  no('an empty body', { type: 'text', text: { body: '' } }, [100, /at least 1/]),
  no('4097 characters', { type: 'text', text: { body: 'x'.repeat(4097) } }, [100, /at most 4096/]),
  no('a body that is a number', { type: 'text', text: { body: 7 } }, [100, /must be a string/]),
  no('a preview that is a word', { type: 'text', text: { body: 'x', preview_url: 'yes' } }, [100, /boolean/]),

  no('no button', buttons(), [invalid, /Min allowed buttons: 1, Max allowed buttons: 3/]),
  no('four buttons', buttons(...times(4, button)), [invalid, /Max allowed buttons: 3/]),
  no('21 characters on a button', buttons(button('a', 'x'.repeat(21))), [
    invalid,
    /Button title length invalid. Min length: 1, Max length: 20/,
  ]),
  beyond('nothing on a button', buttons(button('a', '')), [invalid, /Button title length/]),
  no('a button id of 257', buttons(button('x'.repeat(257), 'a')), [invalid, /Max length: 256/]),
  beyond('two buttons of one id', buttons(button('a', 'One'), button('a', 'Two')), [
    invalid,
    /ids must be unique/,
  ]),
  beyond('two buttons of one title', buttons(button('a', 'One'), button('b', 'One')), [
    invalid,
    /titles must be unique/,
  ]),
  no('a button that is a link', buttons({ type: 'url', url: 'https://example.org' }), [
    100,
    /one of \{reply\}/,
  ]),
  beyond(
    'buttons without a body',
    { type: 'interactive', interactive: { type: 'button', action: { buttons: [button('a')] } } },
    [100, /interactive\['body'\] is required/],
  ),
  no(
    '1025 characters above buttons',
    interactive({ body: { text: 'x'.repeat(1025) }, action: { buttons: [button('a')] } }),
    [100, /at most 1024/],
  ),
  no(
    '61 characters of header',
    interactive({ header: { type: 'text', text: 'x'.repeat(61) }, action: { buttons: [button('a')] } }),
    [100, /at most 60/],
  ),
  no(
    '61 characters of footer',
    interactive({ footer: { text: 'x'.repeat(61) }, action: { buttons: [button('a')] } }),
    [100, /at most 60/],
  ),
  no('no action', interactive({}), [100, /action.*is required/]),
  no('an odd interactive type', interactive({ type: 'wheel', action: { buttons: [button('a')] } }), [
    100,
    /interactive\['type'\]/,
  ]),
  beyond('a product of a catalog', interactive({ type: 'product', action: { catalog_id: '1' } }), [
    invalid,
    /not set up/,
  ]),

  no('no section', list([]), [invalid, /Min allowed sections: 1/]),
  no('eleven sections', list(times(11, (n) => ({ title: n, rows: [row(n)] }))), [
    invalid,
    /Max allowed sections: 10/,
  ]),
  beyond(
    'eleven rows in two sections',
    list([
      { title: 'a', rows: times(6, row) },
      { title: 'b', rows: times(5, (n) => row(`b${n}`)) },
    ]),
    [invalid, /Total row count exceed max allowed count: 10/],
  ),
  no('25 characters on a row', list([{ rows: [{ id: 'a', title: 'x'.repeat(25) }] }]), [
    invalid,
    /Row title is too long. Max length is 24/,
  ]),
  no('73 characters about a row', list([{ rows: [row('a', { description: 'x'.repeat(73) })] }]), [
    invalid,
    /Max length is 72/,
  ]),
  no('a row id of 201', list([{ rows: [{ id: 'x'.repeat(201), title: 'a' }] }]), [
    invalid,
    /Max length: 200/,
  ]),
  beyond(
    'two rows of one id in two sections',
    list([
      { title: 'a', rows: [row('1')] },
      { title: 'b', rows: [row('1')] },
    ]),
    [invalid, /Row ids must be unique/],
  ),
  beyond(
    'two sections, one without a title',
    list([{ title: 'a', rows: [row('1')] }, { rows: [row('2')] }]),
    [131008, /title is required/],
  ),
  beyond('a section without rows', list([{ rows: [] }]), [131008, /at least one row/]),
  no('25 characters above a section', list([{ title: 'x'.repeat(25), rows: [row('1')] }]), [
    invalid,
    /Section title is too long/,
  ]),
  no('21 characters that open the list', list([{ rows: [row('1')] }], { button: 'x'.repeat(21) }), [
    invalid,
    /Button text length/,
  ]),
  beyond(
    'a picture above a list',
    interactive({
      type: 'list',
      header: { type: 'image', image: { id: '1' } },
      action: { button: 'Open', sections: [{ rows: [row('1')] }] },
    }),
    [invalid, /must be of type text/],
  ),

  no('a file by neither id nor link', { type: 'image', image: { caption: 'x' } }, [100, /is required/]),
  no('a file by both', { type: 'image', image: { id: '1', link: 'https://example.org/a.jpg' } }, [
    invalid,
    /Only one of/,
  ]),
  beyond('an upload there is not', { type: 'image', image: { id: '1' } }, [invalid, /Media ID 1/]),
  beyond('a name for a picture', { type: 'image', image: { id: '1', filename: 'a.jpg' } }, [
    100,
    /Unexpected key "filename" on param "image"/,
  ]),
  no('a caption on a sticker', { type: 'sticker', sticker: { id: '1', caption: 'x' } }, [
    100,
    /Unexpected key "caption"/,
  ]),
  no('1025 characters of caption', { type: 'image', image: { id: '1', caption: 'x'.repeat(1025) } }, [
    100,
    /at most 1024/,
  ]),

  beyond('a reaction to nothing', { type: 'reaction', reaction: { emoji: '👍' } }, [
    100,
    /message_id.*is required/,
  ]),
  beyond(
    'a reaction to what is not there',
    { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } },
    [invalid, /not a message/],
  ),
  beyond('a reaction in letters', { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: 'ok' } }, [
    invalid,
    /not an emoji/,
  ]),
  beyond(
    'an answer to what is not there',
    { type: 'text', text: { body: 'x' }, context: { message_id: 'wamid.x' } },
    [invalid, /context/],
  ),
  beyond('a place without a latitude', { type: 'location', location: { longitude: 1 } }, [
    100,
    /latitude.*required/,
  ]),
  beyond('a place beyond the pole', { type: 'location', location: { latitude: 91, longitude: 1 } }, [
    invalid,
    /between -90 and 90/,
  ]),
  beyond('a card without a name', { type: 'contacts', contacts: [{ phones: [] }] }, [100, /name.*required/]),
  no('no card at all', { type: 'contacts', contacts: [] }, [100, /at least 1/]),

  no('a template without a name', { type: 'template', template: { language: { code: 'en' } } }, [
    100,
    /name.*required/,
  ]),
  no('a template without a language', { type: 'template', template: { name: 'x' } }, [
    100,
    /language.*required/,
  ]),
  beyond('a template there is not', { type: 'template', template: { name: 'x', language: { code: 'en' } } }, [
    132001,
    /template name \(x\) does not exist in en/,
  ]),
];
