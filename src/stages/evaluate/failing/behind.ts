import type { Behind } from '../../../core/behind.ts';
import { behindUnknown } from '../../../core/errors/judging.ts';
import type { ClassOutcome, Outcome } from '../../../core/outcome.ts';
import type { Table } from '../../../core/table.ts';
import { counted, percent, quoted } from '../../../core/words.ts';
import { confidenceOf, equalMassBins } from '../calibration-bins.ts';
import { binsOfPredictions } from '../curves/residuals.ts';
import { rowsWhere } from '../conditions.ts';
import { sayNumber } from '../words.ts';

/** Some rows of an outcome, and those they are held against. */
export interface Told {
  /** 1 for the rows meant, 2 for those they are held against, else 0. */
  readonly sides: Uint8Array;
  readonly sentence: string;
  readonly against: string;
}

type OneOf = Exclude<Behind, { kind: 'node' }>;

/**
 * The rows behind a number of a report.
 * @param table the columns a condition may speak of, row for row beside the outcome
 * @throws LatheError `behind-unknown` for a class, a condition or a stretch there is not
 */
export function rowsBehind(behind: OneOf, outcome: Outcome, table: Table): Told {
  if (behind.kind === 'condition') return ofCondition(behind.condition, outcome, table);
  if (behind.kind === 'like-predictions') return ofPredictions(behind.bin, outcome);
  if (outcome.kind !== 'classes') throw behindUnknown(behind.kind, 'a number is predicted, and there are no classes');
  switch (behind.kind) {
    case 'cell':
      return ofCell(behind, outcome);
    case 'missed':
    case 'false-alarms':
      return ofClass(behind, outcome);
    case 'stretch':
      return ofStretch(behind.stretch, outcome);
  }
}

const rows = (count: number) => counted(count, 'row');

/** @param isRest which rows they are held against: all others where it is not given */
export function sidesOf(length: number, isMeant: (row: number) => boolean, isRest: (row: number) => boolean = () => true): Uint8Array {
  return Uint8Array.from({ length }, (_, row) => (isMeant(row) ? 1 : isRest(row) ? 2 : 0));
}

const countOf = (sides: Uint8Array, side: number) => sides.reduce((count, own) => count + (own === side ? 1 : 0), 0);

function codeOf(label: string, { labels }: ClassOutcome): number {
  const code = labels.indexOf(label);
  if (code < 0) throw behindUnknown(label, `there is no such class; there are ${labels.map(quoted).join(', ')}`);
  return code;
}

function ofCell({ actual, predicted }: { actual: string; predicted: string }, outcome: ClassOutcome): Told {
  const [is, called] = [codeOf(actual, outcome), codeOf(predicted, outcome)];
  const isClass = (row: number) => outcome.actual[row] === is;
  const isIn = (row: number) => isClass(row) && outcome.predicted[row] === called;
  const isRight = is === called;
  const sides = sidesOf(outcome.actual.length, isIn, (row) => isClass(row) && (isRight || outcome.predicted[row] === is));
  const sentence = `${rows(countOf(sides, 1))} of ${quoted(actual)} called ${quoted(predicted)}.`;
  const rest = rows(countOf(sides, 2));
  return {
    sides,
    sentence,
    against: isRight ? `the ${rest} of ${quoted(actual)} called something else` : `the ${rest} of ${quoted(actual)} called so`
  };
}

function ofClass({ kind, label }: { kind: 'missed' | 'false-alarms'; label: string }, outcome: ClassOutcome): Told {
  const code = codeOf(label, outcome);
  const [own, other] = kind === 'missed' ? [outcome.actual, outcome.predicted] : [outcome.predicted, outcome.actual];
  const sides = sidesOf(
    own.length,
    (row) => own[row] === code && other[row] !== code,
    (row) => own[row] === code
  );
  const [count, rest] = [rows(countOf(sides, 1)), rows(countOf(sides, 2))];
  if (kind === 'missed')
    return { sides, sentence: `${count} of ${quoted(label)} called something else.`, against: `the ${rest} of it that were found` };
  return { sides, sentence: `${count} called ${quoted(label)} that are not.`, against: `the ${rest} rightly called so` };
}

function ofCondition(condition: string, outcome: Outcome, table: Table): Told {
  const meant = rowsWhere(table, condition);
  if (!meant) throw behindUnknown(condition, 'no column has such values');
  const sides = sidesOf(outcome.actual.length, (row) => meant[row] === 1);
  return { sides, sentence: `${rows(countOf(sides, 1))} where ${condition}.`, against: `the other ${rows(countOf(sides, 2))}` };
}

/** As `calibrationCurve` draws them: stretches without rows are not counted. */
function ofStretch(stretch: number, outcome: ClassOutcome): Told {
  const { claimed } = confidenceOf(outcome);
  const binOf = equalMassBins(claimed, 10);
  const bin = [...new Set(binOf)].sort((a, b) => a - b)[stretch];
  if (bin === undefined) throw behindUnknown(`stretch ${stretch}`, 'the curve has fewer');
  const sides = sidesOf(claimed.length, (row) => binOf[row] === bin);
  const own = claimed.filter((_, row) => sides[row] === 1).sort();
  const sentence = `${rows(own.length)} given a chance from ${percent(own[0]!)} to ${percent(own.at(-1)!)}.`;
  return { sides, sentence, against: `the other ${rows(countOf(sides, 2))}` };
}

function ofPredictions(bin: number, outcome: Outcome): Told {
  if (outcome.kind !== 'numbers') throw behindUnknown('like predictions', 'classes are predicted, not numbers');
  const own = binsOfPredictions(outcome.predicted)[bin];
  if (!own) throw behindUnknown(`group ${bin}`, 'there are fewer groups of like predictions');
  const meant = new Set(own);
  const sides = sidesOf(outcome.predicted.length, (row) => meant.has(row));
  const [low, high] = [outcome.predicted[own[0]!]!, outcome.predicted[own.at(-1)!]!];
  return {
    sides,
    sentence: `${rows(own.length)} predicted from ${sayNumber(low)} to ${sayNumber(high)}.`,
    against: `the other ${rows(countOf(sides, 2))}`
  };
}
