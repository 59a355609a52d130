import { partOf, type WorkContext } from '../../core/context.ts';
import { createRng } from '../../core/rng.ts';
import { takePoints } from '../../stages/label/features.ts';
import { neighbourGraph } from '../../stages/label/graph.ts';
import { expectedErrors, heldOutGuesses, suggestLabels, type ExpectedError } from '../../stages/label/suggest.ts';
import type { JobServices } from '../services.ts';
import { MOST_COMPARED, NEIGHBOURS, requireLabels, rowsWhere, sampled } from './ask.ts';
import { openPlace } from './label-place.ts';
import { pointsOfDataset } from './label-points.ts';
import { givenLabels } from './label-store.ts';
import { standingOf } from './standing.ts';

export interface SuggestedLabels {
  /** Surest first. */
  readonly suggestions: readonly { readonly row: number; readonly label: string; readonly confidence: number }[];
  /** What to expect of accepting all above a threshold. */
  readonly errors: readonly ExpectedError[];
  /** Rows without a label, and those of them that were looked at. */
  readonly unlabelled: number;
  readonly among: number;
}

/**
 * Labels for rows that have none, handed on from those that have one to their neighbours. The error to expect is that on labels which were hidden.
 * @throws LatheError `too-few-labels`
 */
export async function suggestForRows(
  job: { readonly datasetId: string; readonly column: string | null },
  services: JobServices,
  context: WorkContext
): Promise<SuggestedLabels> {
  const place = await openPlace(job, services);
  const standing = standingOf(place, await givenLabels(place, services));
  const disputed = new Set(standing.conflicts.map(({ row }) => row));
  const labelled = rowsWhere(standing.codes, (code) => code >= 0);
  requireLabels(labelled, standing);
  const unlabelled = rowsWhere(standing.codes, (code) => code < 0).filter((row) => !disputed.has(row));
  const among = sampled(unlabelled, MOST_COMPARED);
  const rows = Uint32Array.from([...among, ...sampled(labelled, MOST_COMPARED)]).sort();
  const points = takePoints(await pointsOfDataset(place.dataset, place.column, services, partOf(context, 0, 0.4)), rows);
  const graph = await neighbourGraph(points, NEIGHBOURS, partOf(context, 0.4, 0.8));
  const codes = Int32Array.from(rows, (row) => standing.codes[row]!);
  const { classes } = standing;
  const found = suggestLabels(graph, codes, classes.length);
  const guesses = await heldOutGuesses(graph, codes, classes.length, { rng: createRng(1), context: partOf(context, 0.8, 1) });
  return {
    suggestions: found.map(({ node, code, confidence }) => ({ row: rows[node]!, label: classes[code]!, confidence })),
    errors: expectedErrors(found, guesses),
    unlabelled: unlabelled.length,
    among: among.length
  };
}
