/**
 * Log-likelihood of a text, its ASCII left out, under the frequencies of letters of one language. Capitals are rarer than small letters, and rarer still
 * behind one; a sign within a word, a control character, or two scripts in one word, hardly ever stand there.
 * @param alphabet letters beyond ASCII, most frequent first
 */
export function narrowLikelihood(text: string, alphabet: string): number {
  const letters = [...alphabet];
  const total = letters.reduce((sum, _, i) => sum + weight(i), 0);
  const chances = new Map(letters.map((letter, i) => [letter, (0.9 * weight(i)) / total]));
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!;
    if (letter.charCodeAt(0) > 0x7f) sum += Math.log(chance(letter, chances, text[i - 1] ?? ' ', text[i + 1] ?? ' '));
  }
  return sum;
}

const weight = (rank: number): number => 1 / (rank + 3);
const isLetter = (letter: string): boolean => /\p{L}/u.test(letter);
const isLatin = (letter: string): boolean => /\p{Script=Latin}/u.test(letter);
/** Letters that are words in some language. */
const ownWords = 'àèéóêæåøö';
const isSmall = (letter: string): boolean => letter !== letter.toUpperCase();

/** A sign where texts have it: an apostrophe or a hyphen within a word, quotes around one, dashes between blanks or figures, the euro beside figures. */
function standsWell(sign: string, before: string, behind: string): boolean {
  const [isBefore, isBehind] = [isLetter(before), isLetter(behind)];
  if (sign === '’') return isBefore;
  if (sign === '‘' || sign === '“') return !isBefore && isBehind;
  if (sign === '”' || sign === '…') return isBefore && !isBehind;
  if (sign === '–' || sign === '—') return !isBefore && !isBehind;
  return sign === '€' && /[\d ]/.test(before) && /[\d ]/.test(behind);
}

function chance(letter: string, chances: ReadonlyMap<string, number>, before: string, behind: string): number {
  const isMixed = !isLatin(letter) && isLetter(letter) && /[A-Za-z]/.test(before + behind);
  if (isMixed) return 1e-5;
  // Of two characters in small letters, the second a dot.
  const small = letter === 'İ' ? 'ı' : letter.toLowerCase();
  const isCapital = small !== letter;
  const isInside = isLetter(before) || isLetter(behind);
  const isOddWord = !isInside && isLatin(letter) && !ownWords.includes(small);
  const isThornWithin = small === 'þ' && isLetter(before);
  const rare =
    (isCapital ? 0.3 : 1) *
    (isCapital && isLetter(before) && isSmall(before) ? 0.05 : 1) *
    (isOddWord ? 0.1 : 1) *
    (isThornWithin ? 0.1 : 1);
  const known = chances.get(small);
  if (known !== undefined) return known * rare;
  if (isLetter(letter)) return 0.002 * rare;
  if (/[\u0080-\u009f]/.test(letter)) return 1e-6;
  if (standsWell(letter, before, behind)) return 0.1;
  const isWithin = isLetter(before) && isLetter(behind) && !/[’·‐-―\u00a0\u00ad]/.test(letter);
  const isUsual = /[’‘“”„–—…«»°€§·£\u00a0²³µ±]/.test(letter);
  return (isUsual ? 0.01 : 0.0007) * (isWithin ? 0.05 : 1);
}
