/** The words of a text in small letters: letters, digits, and apostrophes between them; addresses of the web are no words. */
export function wordsOf(text: string): string[] {
  return text.replace(URL, ' ').toLowerCase().replace(/[’`]/g, "'").match(WORD) ?? [];
}

const WORD = /[\p{L}\p{N}\p{M}]+(?:'[\p{L}\p{M}]+)*/gu;
const URL = /\b(?:https?:\/\/|www\.)[^\s<>"]+/giu;
const HAS_URL = /\b(?:https?:\/\/|www\.)[^\s<>"]+/iu;
const EMOJI = /\p{Extended_Pictographic}/u;

export const hasUrl = (text: string): boolean => HAS_URL.test(text);
/** Digits, # and * can be written as emoji, but are none; neither are © ® ™. */
export const hasEmoji = (text: string): boolean => EMOJI.test(text.replace(/[\d#*©®™]/gu, ''));
