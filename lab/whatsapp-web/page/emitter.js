/** Events as WhatsApp's models have them: several names in one word list, and `change:property` for each property. */
export class Emitter {
  #listeners = new Map();

  on(names, listener) {
    for (const name of names.split(' ')) this.#of(name).push(listener);
  }

  off(names, listener) {
    for (const name of names.split(' '))
      this.#listeners.set(
        name,
        this.#of(name).filter((one) => one !== listener && one.original !== listener),
      );
  }

  once(names, listener) {
    const once = (...values) => {
      this.off(names, once);
      listener(...values);
    };
    once.original = listener;
    this.on(names, once);
  }

  trigger(name, ...values) {
    for (const listener of [...this.#of(name)]) listener(...values);
  }

  /** Sets a property and tells of it, with the value it had. */
  change(property, value) {
    const before = this[property];
    this[property] = value;
    this.trigger(`change:${property}`, this, value, before);
    this.trigger('change', this);
  }

  #of(name) {
    const listeners = this.#listeners.get(name) ?? [];
    this.#listeners.set(name, listeners);
    return listeners;
  }
}
