/** What the button of the template carries that tells of held messages; pressing it is writing, and so releases them. */
export const showHeld = 'show';
