import { counted } from '../../core/words.ts';
import type { Deployment } from '../../app/api/deploying.ts';
import type { Overview } from '../../app/overview.ts';
import { formatShare } from '../../charts/format.ts';
import { resolveModel } from './sentences.ts';

/** How often the version in use is wrong, by its validation score; a stated guess where that is not known or not a share. */
export function knownError(overview: Overview, deployment: Deployment | undefined): { error: number; words: string } {
  const version = deployment && resolveModel(deployment.model, overview.versions);
  const run = overview.runs.find((candidate) => candidate.id === version?.runId);
  const accuracy = run?.metrics['validation']?.['accuracy'] ?? run?.metrics['cv']?.['accuracy'];
  if (!version || !accuracy)
    return { error: 0.1, words: 'How often your model is wrong is not known as a share, so one answer in ten is assumed.' };
  const error = Math.min(0.9, Math.max(0.005, 1 - accuracy.value));
  return {
    error,
    words: `${version.name} ${version.version} was wrong on ${formatShare(1 - accuracy.value)} of ${counted(accuracy.n, 'held-out row')} (95 % interval ${formatShare(1 - accuracy.high)} to ${formatShare(1 - accuracy.low)}); the old version is simulated with that.`
  };
}

/** A short honest answer from the records. */
export function interviewAnswer(overview: Overview, deployment: Deployment | undefined): string {
  const start = 'Batch until somebody waits for the answer: it is simpler, cheaper, easy to check and to repeat.';
  const limit = overview.problem?.latencyMs;
  const need =
    typeof limit === 'number'
      ? ` Here the problem asks for an answer within ${limit} ms, so somebody does wait, and real time is justified.`
      : ' In this project nobody has said how long an answer may take, so I would ask that first.';
  const now = deployment
    ? ` ${deployment.name} offers both with one model, so the two can never disagree${deployment.split ? ', and a part of the traffic tries another version' : ''}.`
    : '';
  return start + need + now;
}
