import { counted } from '../../core/words.ts';
import { sharesInvalid } from '../../core/errors/splitting.ts';
import { tooFewRows } from '../../core/errors/tables.ts';
import { note, type Note } from '../../core/note.ts';
import { forkRng } from '../../core/rng.ts';
import type { PartName, Parts, SplitSpec } from '../../core/split.ts';
import type { Table } from '../../core/table.ts';
import type { ClassTarget, Target } from '../../core/target.ts';
import { splitKinds } from './registry.ts';
import { requestOf } from './request.ts';
import { partNames, type Divisible, type Division, type Shares } from './split-type.ts';

/** What is taken when a split names no shares. */
export const defaultShares: Shares = { train: 0.7, validation: 0.15, test: 0.15 };

/** A part below this many rows gives scores that hardly mean anything. */
const FEW_ROWS = 30;

/**
 * Divides rows into training, validation and test. Same table, spec and seed: same parts.
 * @throws LatheError `shares-invalid`, `unknown-id`, `column-not-found`, `split-needs-column`, `split-column-unusable`,
 * `split-field-unused`, `param-out-of-range`, `purge-needs-column`, `gap-too-long`, `too-few-rows` or `too-few-groups`
 */
export function divide(table: Table, spec: SplitSpec, given: Divisible): Division {
  const kind = splitKinds.get(spec.kind);
  const shares = spec.shares ?? defaultShares;
  checkShares(shares);
  const request = requestOf(table, kind, spec, given, forkRng(spec.seed ?? 0, 'split'));
  const need = kind.id === 'fold-column' ? 1 : partNames.filter((part) => shares[part] > 0).length;
  if (given.rows.length < need) throw tooFewRows(given.rows.length, need, 'Dividing the data');
  const division = kind.divide(request, shares);
  if (division.parts.train.length === 0) throw tooFewRows(0, 1, 'The training part');
  const notes = [...division.notes, ...smallPartNotes(division.parts), ...classNotes(division.parts, given.target)];
  const asked = kind.id === 'fold-column' ? [] : partNames.filter((part) => shares[part] > 0);
  return {
    parts: division.parts,
    sealed: division.sealed && division.parts.test.length > 0,
    notes: [...emptyPartNotes(division.parts, asked), ...notes]
  };
}

/** @throws LatheError `shares-invalid` */
export function checkShares(shares: Shares): void {
  const all = partNames.map((part) => shares[part]);
  const isValid = all.every((share) => Number.isFinite(share) && share >= 0) && shares.train > 0;
  if (!isValid || Math.abs(all.reduce((sum, share) => sum + share, 0) - 1) > 1e-9) throw sharesInvalid({ ...shares });
}

const emptyPartNotes = (parts: Parts, asked: readonly PartName[]): Note[] =>
  asked
    .filter((part) => parts[part].length === 0)
    .map((part) =>
      note('part-empty', `The ${part} part got no row: there are too few rows for its share. Add rows, or use cross-validation.`)
    );

function smallPartNotes(parts: Parts): Note[] {
  return partNames
    .filter((part) => parts[part].length > 0 && parts[part].length < FEW_ROWS)
    .map((part) =>
      note(
        'part-small',
        `The ${part} part has only ${counted(parts[part].length, 'row')}: ${part === 'train' ? 'little to learn from' : 'its scores will have wide intervals'}.`
      )
    );
}

function classNotes(parts: Parts, target: Target | null): Note[] {
  if (target?.kind !== 'classes') return [];
  const all = new Set(partNames.flatMap((part) => [...presentIn(parts[part], target)]));
  return partNames.flatMap((part) => {
    const present = presentIn(parts[part], target);
    const lacking = [...all].filter((code) => !present.has(code)).map((code) => target.labels[code]);
    if (parts[part].length === 0 || lacking.length === 0) return [];
    const effect = part === 'train' ? 'no model can learn it' : 'its score there is not known';
    return [
      note(
        'class-missing',
        `The ${part} part has no row of ${lacking.slice(0, 5).join(', ')}${lacking.length > 5 ? ` and ${lacking.length - 5} more` : ''}: ${effect}.`
      )
    ];
  });
}

function presentIn(rows: Uint32Array, target: ClassTarget): Set<number> {
  const present = new Set<number>();
  for (const row of rows) present.add(target.codes[row]!);
  return present;
}
