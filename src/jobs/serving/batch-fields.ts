import { cautionsOf } from '../../core/cautions.ts';
import type { Cautions } from '../../predict/limits.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { answersOf, cautionOf } from '../../predict/scored-row.ts';
import type { Scores } from '../../predict/scores.ts';

/** The columns that an answer adds to a batch. */
export interface BatchFields {
  readonly names: readonly string[];
  fields(row: number): string[];
  /** How many of some rows it abstains on. */
  abstained(isOf: (row: number) => boolean): number;
}

/**
 * For classes the answer and each probability; for numbers the answer and, where it is known, the ends of its interval. Of a package that knows its limits also why
 * it abstains; empty where it answers.
 */
export function batchFields(
  { target }: Pick<ModelPackage, 'target'>,
  { scores, cautions }: { readonly scores: Scores; readonly cautions: Cautions | null }
): BatchFields {
  const answered = scores.kind === 'classes' ? classFields(scores) : numberFields(scores);
  if (!cautions) return { ...answered, abstained: () => 0 };
  const answers = answersOf(target);
  return {
    names: [...answered.names, 'prediction_abstained'],
    fields: (row) => [...answered.fields(row), cautionsOf(cautionOf(cautions, row, answers)).join(' ')],
    abstained(isOf) {
      let rows = 0;
      for (let row = 0; row < (cautions.sets ?? cautions.share ?? []).length; row++)
        if (isOf(row) && cautionOf(cautions, row, answers).abstained) rows++;
      return rows;
    }
  };
}

type AnswerFields = Pick<BatchFields, 'names' | 'fields'>;

const classFields = ({ labels, probabilities, predicted }: Extract<Scores, { kind: 'classes' }>): AnswerFields => ({
  names: ['prediction', ...labels.map((label) => `probability_${label}`)],
  fields: (row) => [labels[predicted[row]!]!, ...labels.map((_, code) => String(probabilities[row * labels.length + code]!))]
});

function numberFields({ values, low, high }: Extract<Scores, { kind: 'numbers' }>): AnswerFields {
  if (!low || !high) return { names: ['prediction'], fields: (row) => [String(values[row]!)] };
  return {
    names: ['prediction', 'prediction_low', 'prediction_high'],
    fields: (row) => [values, low, high].map((ends) => String(ends[row]!))
  };
}
