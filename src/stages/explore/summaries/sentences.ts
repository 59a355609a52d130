/** After these a full stop ends no sentence. */
const abbreviations = new Set(
  'mr mrs ms dr prof sr jr st rev gen col lt sgt gov sen rep vs etc e.g i.e cf fig no vol pp approx inc ltd co corp dept est jan feb mar apr jun jul aug sep sept oct nov dec z.b bzw ca nr bspw d.h usw'.split(
    ' '
  )
);

const LAST_WORD = /([\p{L}.]+)\.["'”’)\]]*$/u;
const ENDS = /[^.!?…。！？]*(?:[.!?…。！？]+["'”’)\]]*|$)\s*/gu;

/**
 * The sentences of a text, trimmed, none empty. Lines with nothing between them end a sentence too. Cut by the platform's rules (UAX 29) where it has
 * them, and joined again after abbreviations and initials, which those rules do not know.
 */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .flatMap(joinAbbreviated)
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function joinAbbreviated(paragraph: string): string[] {
  const joined: string[] = [];
  for (const piece of pieces(paragraph)) {
    const sentence = piece.replace(/\s+/g, ' ').trim();
    if (sentence === '') continue;
    const before = joined.at(-1);
    if (before !== undefined && goesOn(before, sentence)) joined[joined.length - 1] = `${before} ${sentence}`;
    else joined.push(sentence);
  }
  return joined;
}

const segmenter = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter(undefined, { granularity: 'sentence' }) : null;

const pieces = (text: string): string[] => (segmenter ? Array.from(segmenter.segment(text), ({ segment }) => segment) : byMarks(text));

/** Cut after marks that end a sentence: for platforms without rules of their own. */
export const byMarks = (text: string): string[] => text.match(ENDS) ?? [];

/** After an abbreviation, an initial, or words that were quoted. */
function goesOn(sentence: string, next: string): boolean {
  if (/[!?]["'”’]$/u.test(sentence) && /^\p{Ll}/u.test(next)) return true;
  const word = LAST_WORD.exec(sentence)?.[1];
  return word !== undefined && (/^\p{Lu}$/u.test(word) || abbreviations.has(word.toLowerCase()));
}
