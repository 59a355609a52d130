import { isLatheError } from '../../core/errors/lathe-error.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import { gather } from '../../core/table.ts';
import { decodePackage } from '../../predict/package-file.ts';
import { openScorer } from '../scoring/open-scorer.ts';
import type { JobServices } from '../services.ts';
import type { OpenPlace } from './label-place.ts';

/**
 * What a trained model says of some rows.
 * @param classes the places of the answer
 * @returns [rows, classes]; null where the model does not tell these classes, or needs columns that are not there
 */
export async function modelProbabilities(
  runId: string,
  { dataset, column }: OpenPlace,
  { rows, classes }: { readonly rows: Uint32Array; readonly classes: readonly string[] },
  { storage }: JobServices
): Promise<Float64Array | null> {
  const run = await storage.runs.get(runId);
  if (run.status !== 'done' || isSpecialTask(run.question.task)) return null;
  const scorer = await openScorer(await decodePackage(await storage.packages.get(run.modelHash)));
  const { inputs, target } = scorer.pkg;
  const known = new Set(dataset.columns.map(({ name }) => name));
  if (target.name !== column || !target.labels || !inputs.every(({ name }) => known.has(name))) return null;
  const names = inputs.map(({ name }) => name);
  const own = target.labels.map((label) => classes.indexOf(label));
  const out = new Float64Array(rows.length * classes.length);
  const STRETCH = 512;
  for (let from = 0; from < rows.length; from += STRETCH) {
    const part = rows.subarray(from, from + STRETCH);
    const first = part[0]!;
    const table = await storage.datasets.readRows(dataset.id, first, part.at(-1)! - first + 1, names);
    const scores = scoresOf(() =>
      scorer.scoreTable(
        gather(
          table,
          part.map((row) => row - first)
        )
      )
    );
    if (scores?.kind !== 'classes') return null;
    for (let i = 0; i < part.length; i++)
      for (const [k, code] of own.entries())
        if (code >= 0) out[(from + i) * classes.length + code] = scores.probabilities[i * own.length + k]!;
  }
  return out;
}

/** A column that changed its kind since is another table to the model. */
function scoresOf<T>(score: () => T): T | null {
  try {
    return score();
  } catch (error) {
    if (isLatheError(error)) return null;
    throw error;
  }
}
