import type { Profile } from '../../app/api/exploring.ts';
import { counted, quoted } from '../../core/words.ts';
import { formatPValue } from '../../charts/format.ts';
import { kindWords } from './explore-words.ts';

interface Missingness {
  readonly completeRows: number;
  readonly cellShare: number;
  readonly columns: readonly { readonly column: string; readonly missing: number; readonly share: number }[];
  readonly patterns: readonly { readonly missing: readonly string[]; readonly rows: number }[];
  readonly little: { readonly statistic: number; readonly df: number; readonly pValue: number; readonly columns: number } | null;
  readonly ties: readonly Tie[];
}

interface Tie {
  readonly column: string;
  readonly by: string;
  readonly kind: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const COLUMNS = 20;
const PATTERNS = 8;

/** The gaps of a profile as the charts take them; null when nothing is missing. */
export function gapsOf(profile: Profile) {
  const missingness = profile['missingness'] as Missingness | undefined;
  if (!missingness || missingness.columns.length === 0) return null;
  const { columns, patterns, completeRows, cellShare, little, ties } = missingness;
  const shown = patterns.slice(0, PATTERNS);
  const involved = new Set(shown.flatMap(({ missing }) => missing));
  return {
    completeRows,
    cellShare,
    columns: columns.slice(0, COLUMNS).map(({ column, missing }) => ({ name: column, missing })),
    hidden: Math.max(0, columns.length - COLUMNS),
    patterns: shown,
    chance: chanceSentence(little, ties.length > 0),
    ties: ties.map((tie) => ({ key: JSON.stringify([tie.column, tie.by]), said: tieSentence(tie) })),
    patternColumns: columns.map(({ column }) => column).filter((column) => involved.has(column))
  };
}

/** What the test says of the gaps, and what follows from it. */
function chanceSentence(little: Missingness['little'], hasTies: boolean): string | null {
  if (!little) return null;
  const test = `Little’s test over ${counted(little.columns, 'number column')}: chi-square ${little.statistic.toFixed(1)}, df ${little.df}, ${formatPValue(little.pValue)}`;
  if (little.pValue < 0.05)
    return `The gaps do not fall by chance alone (${test}). Rows with gaps differ from whole ones: to drop them moves the data.`;
  return hasTies
    ? `Among the number columns alone nothing speaks against chance (${test}); but see what the gaps go with.`
    : `Nothing here speaks against gaps that fall by chance alone (${test}). That is no proof: they may hang on what is missing itself.`;
}

const tieSentence = ({ column, by, kind, value, low, high }: Tie): string =>
  `Whether ${quoted(column)} is missing goes with ${quoted(by)}: ${kindWords(kind)} ${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}).`;
