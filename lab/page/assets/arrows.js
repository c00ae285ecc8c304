import { byId, isCalm } from './dom.js';

/** Where not all phones fit beside each other, two buttons lead to those that are out of sight. */
export function setUpArrows(desk) {
  const left = byId('desk-left');
  const right = byId('desk-right');
  const show = () => {
    left.hidden = desk.scrollLeft < 8;
    right.hidden = desk.scrollWidth - desk.clientWidth - desk.scrollLeft < 8;
  };
  const go = (side) => () => {
    const step = desk.querySelector('.phone-card')?.offsetWidth ?? 300;
    desk.scrollBy({ left: side * (step + 20) * 2, behavior: isCalm() ? 'auto' : 'smooth' });
  };
  left.addEventListener('click', go(-1));
  right.addEventListener('click', go(1));
  desk.addEventListener('scroll', show, { passive: true });
  new ResizeObserver(show).observe(desk);
  new MutationObserver(show).observe(desk, { childList: true });
  show();
}
