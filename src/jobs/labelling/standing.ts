import { RESOLVED, type GivenLabel } from '../../core/labelling.ts';
import type { OpenPlace } from './label-place.ts';

/** Who said what of one row on which two or more disagree. */
export interface Conflict {
  readonly row: number;
  readonly answers: readonly { readonly by: string; readonly label: string }[];
}

/** What holds by now: the data, what was given since, and where labellers disagree. */
export interface Standing {
  /** Every class there is, those of the data first. */
  readonly classes: readonly string[];
  /** Of each row a place in `classes`; -1 = none, or labellers disagree. */
  readonly codes: Int32Array;
  readonly conflicts: readonly Conflict[];
}

/** What was resolved holds; then what all labellers of a row say; then the data. */
export function standingOf({ codes, labels }: OpenPlace, given: readonly GivenLabel[]): Standing {
  const classes = [...new Set([...labels, ...given.map(({ label }) => label)])];
  const place = new Map(classes.map((label, code) => [label, code]));
  const standing = codes.slice();
  const conflicts: Conflict[] = [];
  for (const answers of byRow(given)) {
    const { row } = answers[0]!;
    const resolved = answers.find(({ by }) => by === RESOLVED);
    const distinct = new Set(answers.map(({ label }) => label));
    if (resolved) standing[row] = place.get(resolved.label)!;
    else if (distinct.size === 1) standing[row] = place.get(answers[0]!.label)!;
    else {
      standing[row] = -1;
      conflicts.push({ row, answers: answers.map(({ by, label }) => ({ by, label })) });
    }
  }
  return { classes, codes: standing, conflicts };
}

/** @param given in the order of the rows */
function byRow(given: readonly GivenLabel[]): GivenLabel[][] {
  const rows: GivenLabel[][] = [];
  for (const label of given) {
    const last = rows.at(-1);
    if (last && last[0]!.row === label.row) last.push(label);
    else rows.push([label]);
  }
  return rows;
}
