import type { FC, PropsWithChildren } from 'hono/jsx';
import type { ChannelName } from '../cast.ts';
import { Icon } from './icon.tsx';

export interface ShownKnob {
  id: string;
  channel: ChannelName;
  words: string;
}

/** The form for a phone of one's own. */
export const AddPhone: FC<{ channels: ChannelName[] }> = ({ channels }) => (
  <dialog class="sheet" id="add-phone" aria-labelledby="add-title">
    <form method="dialog" id="add-form">
      <SheetHead id="add-title" title="Add a phone" />
      <fieldset class="choice">
        <legend>What kind of phone?</legend>
        {channels.map((channel, index) => (
          <label>
            <input type="radio" name="channel" value={channel} checked={index === 0} />
            <span>{channel === 'sms' ? 'Text messages only' : channelNames[channel]}</span>
          </label>
        ))}
      </fieldset>
      <label class="field">
        <span>First name</span>
        <input name="firstName" required maxlength={40} autocomplete="off" />
      </label>
      <label class="field">
        <span>Last name (may stay empty)</span>
        <input name="lastName" maxlength={40} autocomplete="off" />
      </label>
      <fieldset class="choice">
        <legend>Language of the phone</legend>
        <label>
          <input type="radio" name="language" value="en" checked />
          <span>English</span>
        </label>
        <label>
          <input type="radio" name="language" value="es" />
          <span>Español</span>
        </label>
      </fieldset>
      <label class="field">
        <span>Phone number, with + and country code</span>
        <input
          name="number"
          type="tel"
          required
          pattern="\+[1-9]\d{6,14}"
          placeholder="+14155550142"
          autocomplete="off"
        />
      </label>
      <label class="field only-mail">
        <span>Mail address (may stay empty)</span>
        <input name="email" type="email" placeholder="name@mail.example" autocomplete="off" />
      </label>
      <p class="problem" id="add-problem" role="alert" />
      <button type="submit" class="primary">
        Put it on the desk
      </button>
    </form>
  </dialog>
);

const channelNames: Record<ChannelName, string> = {
  telegram: 'Telegram',
  sms: 'Text messages',
  whatsapp: 'WhatsApp',
  'whatsapp-web': 'WhatsApp, an ordinary account',
  email: 'Email',
  web: 'A browser',
};

/** The knobs, once or always each. */
export const Faults: FC<{ channels: ChannelName[]; knobs: ShownKnob[] }> = ({ knobs, channels }) => (
  <dialog class="sheet" id="faults" aria-labelledby="faults-title">
    <SheetHead id="faults-title" title="Let something go wrong">
      Homeroom must cope: it tries again, never sends twice what arrived, and forgets nothing.
    </SheetHead>
    {channels.map((channel) => (
      <fieldset class="knobs">
        <legend>{channelNames[channel]}</legend>
        {knobs
          .filter((one) => one.channel === channel)
          .map(({ id, words }) => (
            <fieldset class="knob" data-knob={id}>
              <legend>{words}</legend>
              <button type="button" data-times="1" aria-pressed="false">
                Once
              </button>
              <button type="button" data-times="always" aria-pressed="false">
                Always
              </button>
            </fieldset>
          ))}
      </fieldset>
    ))}
    <button type="button" class="primary" id="faults-off">
      All is well again
    </button>
  </dialog>
);

const SheetHead: FC<PropsWithChildren<{ id: string; title: string }>> = ({ id, title, children }) => (
  <header class="sheet-head">
    <h2 id={id}>{title}</h2>
    <button type="button" class="close" data-close aria-label="Close">
      <Icon name="close" />
    </button>
    {children && <p>{children}</p>}
  </header>
);
