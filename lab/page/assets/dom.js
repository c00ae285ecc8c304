/** Makes an element: `on…` are listeners, `data` its data set, `class` its classes; other properties are attributes. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'data') Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

const svg = 'http://www.w3.org/2000/svg';

export function icon(name, className = 'icon') {
  const element = document.createElementNS(svg, 'svg');
  element.setAttribute('class', className);
  element.setAttribute('aria-hidden', 'true');
  setIcon(element, name);
  return element;
}

/** Where it is another: each time it is drawn its file is asked for, also of a server that has just ended. */
export function setIcon(element, name) {
  const href = `/lab/assets/icons.svg#${name}`;
  if (element.firstChild?.getAttribute('href') === href) return;
  const use = document.createElementNS(svg, 'use');
  use.setAttribute('href', href);
  element.replaceChildren(use);
}

export const byId = (id) => document.getElementById(id);

export const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Sets it where it is another, so that nothing is read out or drawn again without need. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
