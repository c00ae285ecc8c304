/** The Lab's time, told by the server and going on here. */
let known = Date.now();
let knownAt = performance.now();

export function setNow(iso) {
  known = new Date(iso).getTime();
  knownAt = performance.now();
}

export const now = () => new Date(known + performance.now() - knownAt);

const hour = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' });
const shortDay = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short' });

export const hourOf = (date) => hour.format(date);
export const dayOf = (date) => day.format(date);
export const shortDayOf = (date) => shortDay.format(date);
