import { stresses } from '../../stages/evaluate/stress/registry.ts';
import type { JudgingVerbs } from '../api/judging.ts';
import type { AttackReport } from '../api/attack.ts';
import type { StressReport, StressResult } from '../api/stress.ts';
import type { Services } from '../services.ts';
import { progressOf, signalOf } from './watch.ts';

/** What breaks a run. */
export function stressVerbs({ trainer }: Services): Pick<JudgingVerbs, 'stress' | 'stressReport' | 'stresses' | 'attack'> {
  const stressReport: JudgingVerbs['stressReport'] = async (runId, request = {}, watch) => {
    const job = { runId, request: structuredClone(request) };
    const report = await trainer.run(signalOf(watch), (api) => api.stress(job, signalOf(watch), progressOf(watch)));
    return report as StressReport;
  };
  return {
    stressReport,
    async stress(runId, options = {}) {
      const { signal: _signal, priority: _priority, onJob: _onJob, onProgress: _onProgress, ...request } = options;
      return resultsOf(await stressReport(runId, request, options));
    },
    async attack(runId, request = {}, watch) {
      const job = { runId, request: structuredClone(request) };
      return (await trainer.run(signalOf(watch), (api) => api.attack(job, signalOf(watch), progressOf(watch)))) as AttackReport;
    },
    stresses: () =>
      Promise.resolve(
        stresses.all.map(({ id, label, doc, params, doses, most, axis }) => ({ id, label, doc, params, doses: [...doses], most, axis }))
      )
  };
}

const resultsOf = ({ curves }: StressReport): StressResult[] =>
  curves.flatMap(({ kind, columns, points }) =>
    points.map(({ dose, metric, drop, words }) => ({ kind, level: dose, metric, drop: drop.value, fall: drop, words, columns }))
  );
