import type { Plain } from '../../core/plain.ts';
import type { Scorer } from '../../predict/scorer.ts';
import { openScorer } from '../scoring/open-scorer.ts';
import type { JobServices } from '../services.ts';
import { scoringPackage } from '../tasks/run-package.ts';

/** The last scorer asked for: the what-if editor asks many times for the same one. */
let latest: { readonly hash: string; readonly scorer: Scorer } | null = null;

async function scorerOf(hash: string, { storage }: JobServices): Promise<Scorer> {
  if (latest?.hash !== hash) latest = { hash, scorer: await openScorer(await scoringPackage(storage, hash)) };
  return latest.scorer;
}

/** Scores plain rows with a package. @throws LatheError `rows-invalid` or `model-cannot-score` */
export async function scoreWithPackage(
  job: { readonly packageHash: string; readonly rows: readonly Record<string, unknown>[] },
  services: JobServices
): Promise<Plain> {
  const scorer = await scorerOf(job.packageHash, services);
  return scorer.scoreRows(job.rows) as unknown as Plain;
}

/** What the model of a package must be given. */
export async function inputsOfPackage(job: { readonly packageHash: string }, services: JobServices): Promise<Plain> {
  return (await scorerOf(job.packageHash, services)).pkg.inputs as unknown as Plain;
}
