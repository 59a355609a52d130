import { functionWords } from '../../core/function-words.ts';
import type { ParamsOf, ParamSpecs } from '../../core/params.ts';
import { counted, grouped, quoted } from '../../core/words.ts';
import type { TermReading } from '../../predict/text/read-terms.ts';
import type { StepContext } from './step-type.ts';

const LANGUAGES = Object.keys(functionWords).map((name) => name.toLowerCase());

/** What every step that takes texts apart asks for. */
export const readingParams = {
  analyzer: {
    type: 'choice',
    default: 'word',
    options: ['word', 'char', 'char-wb'],
    doc: 'What a term is: words, letters in a row, or letters in a row within a word.'
  },
  ngramMin: { type: 'int', default: 1, min: 1, max: 8, doc: 'Fewest words, or letters, of a term.' },
  ngramMax: { type: 'int', default: 1, min: 1, max: 8, doc: 'Most words, or letters, of a term; 2 takes pairs of words too.' },
  lowercase: { type: 'bool', default: true, doc: 'Whether capitals count as small letters.' },
  emoji: { type: 'bool', default: true, doc: 'Whether an emoji is a word.' },
  stopWords: {
    type: 'choice',
    default: 'none',
    options: ['none', ...LANGUAGES],
    doc: 'Leaves out the commonest function words of a language; “not” is one of them, which can matter.'
  },
  leaveOut: { type: 'text', default: '', doc: 'Further words to leave out, with spaces between.' }
} as const satisfies ParamSpecs;

export const norms = {
  type: 'choice',
  default: 'l2',
  options: ['l2', 'l1', 'none'],
  doc: 'Brings texts to one length: by squares, by sums, or not at all.'
} as const;

export function readingOf({ stopWords, leaveOut, ...params }: ParamsOf<typeof readingParams>): TermReading {
  const { analyzer, ngramMin, ngramMax, lowercase, emoji } = params;
  const language = Object.keys(functionWords).find((name) => name.toLowerCase() === stopWords);
  const words = `${language === undefined ? '' : functionWords[language]!} ${leaveOut}`
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => word !== '');
  const spelled = lowercase ? words.map((word) => word.toLowerCase()) : words;
  return { analyzer, ngramMin, ngramMax, lowercase, emoji, leftOut: [...new Set(spelled)] };
}

/** Numbers that the columns made from texts may hold together: 400 MB. */
const MOST_CELLS = 50_000_000;

/** How many columns a text may become, so that a long table stays in memory. Tells when they are fewer than wanted. */
export function widthThatFits(wanted: number, rows: number, names: readonly string[], { tell }: Pick<StepContext, 'tell'>): number {
  const most = Math.max(2, Math.floor(MOST_CELLS / Math.max(1, rows * names.length)));
  if (wanted <= most) return wanted;
  const columns = names.length === 1 ? quoted(names[0]!) : `each of ${counted(names.length, 'text')}`;
  tell('texts-cut', `${counted(rows, 'row')} leave room for ${grouped(most)} columns of ${columns}, not for ${grouped(wanted)}.`);
  return most;
}
