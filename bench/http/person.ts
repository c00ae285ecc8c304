/** One person's registration, update by update, as Telegram sends them: eight updates, eight answers. */

export const secret = 'bench-secret';
export const token = '7000001:bench';
export const classes = 20;

/** The invite of one of the classes people register in. */
export const inviteCode = (index: number) => `BENC-H${String(index % classes).padStart(3, '0')}`;

const firstPersonId = 100_000;

/** What a person says, in order: a code, a name, a year (first a bad one), no section, contact, channel, time zone. */
export function updatesOf(person: number, firstUpdateId: number): string[] {
  const id = firstPersonId + person;
  const texts = [
    `/start ${inviteCode(person)}`,
    `Ana Lima ${lettersOf(person)}`,
    'long ago',
    '1998',
    'Skip',
    null,
    'Telegram',
    'New York',
  ];
  return texts.map((text, index) => {
    const said = text === null ? { contact: contactOf(id) } : textOf(text);
    return JSON.stringify(updateOf(id, { updateId: firstUpdateId + index, said }));
  });
}

export const updatesPerPerson = 8;

function updateOf(id: number, { updateId, said }: { updateId: number; said: object }) {
  const naming = { id, first_name: 'Ana', last_name: 'Lima', username: `ana${id}` };
  return {
    update_id: updateId,
    message: {
      message_id: updateId,
      from: { ...naming, is_bot: false, language_code: 'en' },
      chat: { ...naming, type: 'private' },
      date: 1_760_000_000,
      ...said,
    },
  };
}

const textOf = (text: string) =>
  text.startsWith('/')
    ? { text, entities: [{ type: 'bot_command', offset: 0, length: text.indexOf(' ') }] }
    : { text };

/** A number of San Francisco that nobody else in the run has. */
const contactOf = (id: number) => ({
  phone_number: `1415${2_220_000 + (id - firstPersonId)}`,
  first_name: 'Ana',
  user_id: id,
});

/** Names hold no digits. */
const lettersOf = (person: number) =>
  [...String(person)].map((digit) => String.fromCharCode(97 + Number(digit))).join('');
