import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { estimateWinner } from '../../../src/jobs/training/estimate-winner.ts';
import { readOutOfFold } from '../../../src/jobs/training/out-of-fold.ts';
import { comparePair } from '../../../src/stages/evaluate/compare/compare-pair.ts';
import { projectWith, quiet, sample, testServices, trainRun } from '../support.ts';

const cv = { kind: 'stratified', folds: 5 } as const;
const defaults = (model: string) => defaultsOf(modelTypes.get(model).params) as PlainRecord;

test('the score that is freed of the choice begins at what the board shows: the mean over folds, and not the rows of all folds in one heap', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'roc_auc' }, { alive: 'ignore' });
  const runs = [];
  for (const model of ['logistic', 'naive-bayes', 'baseline']) runs.push(await trainRun(services, project, model, { params: defaults(model), cv })); // prettier-ignore
  const candidates = runs.map(({ id, metrics }) => ({ runId: id, score: metrics['cv']!['roc_auc']!.value }));
  const [winner, rival, baseline] = candidates;
  const choice = { metric: 'roc_auc', cv, seed: 1, candidates, winner: winner!.runId, reference: baseline!.runId };
  const found = (await estimateWinner(choice, services.storage, quiet))!;
  expect(found.chosen).toBeCloseTo(winner!.score, 12);
  expect(found.gain!.value).toBeCloseTo(found.corrected.value - 0.5, 9);
  const [own, other] = [await readOutOfFold(services.storage, winner!.runId), await readOutOfFold(services.storage, rival!.runId)];
  const folds = own!.places!.folds;
  const { difference } = await comparePair(own!.outcome, other!.outcome, 'roc_auc', { seed: 1, context: quiet, replicates: 100, folds });
  expect(difference.value).toBeCloseTo(winner!.score - rival!.score, 12);
});
