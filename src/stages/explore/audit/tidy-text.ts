/** Characters that take no room: zero-width ones, soft hyphens, marks of direction. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu;
/** Spaces that look like a plain one. */
const ODD_SPACE = /[^\S ]/gu;

/** What two spellings of one thing have in common. */
export const tidyText = (label: string): string =>
  label
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .trim()
    .replace(/[\s_-]+/g, ' ')
    .toLowerCase();

/** Whether a label has characters that can't be told by looking at it. */
export const isDeceptive = (label: string): boolean => showUnseen(label) !== label;

/** A label with its unseen characters by their numbers: `ab⟨U+200B⟩`, and its doubled spaces as dots. */
export const showUnseen = (label: string): string =>
  label
    .replace(UNSEEN, byNumber)
    .replace(ODD_SPACE, byNumber)
    .replace(/^ +| +$| {2,}/g, (spaces) => '·'.repeat(spaces.length));

const byNumber = (character: string): string => `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`;
