import type { Profile } from '../../app/lathe-api.ts';

interface Missingness {
  readonly completeRows: number;
  readonly cellShare: number;
  readonly columns: readonly { readonly column: string; readonly missing: number; readonly share: number }[];
  readonly patterns: readonly { readonly missing: readonly string[]; readonly rows: number }[];
}

const COLUMNS = 20;
const PATTERNS = 8;

/** The gaps of a profile as the charts take them; null when nothing is missing. */
export function gapsOf(profile: Profile) {
  const missingness = profile['missingness'] as Missingness | undefined;
  if (!missingness || missingness.columns.length === 0) return null;
  const { columns, patterns, completeRows, cellShare } = missingness;
  const shown = patterns.slice(0, PATTERNS);
  const involved = new Set(shown.flatMap(({ missing }) => missing));
  return {
    completeRows,
    cellShare,
    columns: columns.slice(0, COLUMNS).map(({ column, missing }) => ({ name: column, missing })),
    hidden: Math.max(0, columns.length - COLUMNS),
    patterns: shown,
    patternColumns: columns.map(({ column }) => column).filter((column) => involved.has(column))
  };
}
