export const byId = (id) => document.getElementById(id);

/** The page's own words, in its language. */
export const words = JSON.parse(document.body.dataset.words);

/** An element with a class and text; what people wrote is only ever text. */
export function element(name, className = '', text = '') {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** A sentence of ours with its gaps filled. */
export const filled = (sentence, params) => sentence.replace(/\{(\w+)\}/g, (_whole, name) => params[name]);
