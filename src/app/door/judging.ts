import type { PlainRecord } from '../../core/plain.ts';
import type { ErrorTree } from '../../core/behind.ts';
import type { DataCurve } from '../../core/data-curve.ts';
import type { LeakProbes } from '../../core/leak-probes.ts';
import type { InputInfo } from '../api/inputs.ts';
import type {
  Comparison,
  Explanation,
  FairnessReport,
  JudgingVerbs,
  MitigationReport,
  Report,
  ScoredRow,
  ThresholdChoice
} from '../api/judging.ts';
import type { Services } from '../services.ts';
import { runOf } from './from-records.ts';
import { stressVerbs } from './stress.ts';
import { progressOf, signalOf } from './watch.ts';

/** Everything that judges a run or asks its model. */
export function judgingVerbs(services: Services): JudgingVerbs {
  const { storage, trainer } = services;
  return {
    ...askingVerbs(services),
    ...fairnessVerbs(services),
    ...failingVerbs(services),
    ...stressVerbs(services),
    async evaluate(runId, options = {}) {
      const job = { runId, on: options.on ?? 'validation' } as const;
      return shown<Report>(await trainer.run(signalOf(options), (api) => api.evaluate(job, signalOf(options), progressOf(options))));
    },
    async reports(runId) {
      const { projectId, modelHash } = await storage.runs.get(runId);
      const start = `report:${runId}:${modelHash}:`;
      const known = (await storage.results.index(projectId)).filter(({ kind, key }) => kind === 'report' && key.startsWith(start));
      const { split } = await storage.projects.get(projectId);
      const testOpenings = split?.testOpenings.length ?? 0;
      const found = await Promise.all(known.map(({ key }) => storage.results.find(key)));
      return found.flatMap((result) => (result ? [shown<Report>({ ...(result.value as PlainRecord), testOpenings })] : []));
    },
    async compare(runIds, options = {}) {
      const { all = false, rope } = options;
      const job = { runIds, all, ...(rope === undefined ? {} : { rope }) };
      return shown<Comparison>(await trainer.run(signalOf(options), (api) => api.compare(job, signalOf(options), progressOf(options))));
    },
    async threshold(runId, goal, watch) {
      const job = { runId, goal };
      return shown<ThresholdChoice>(await trainer.run(signalOf(watch), (api) => api.threshold(job, signalOf(watch), progressOf(watch))));
    },
    async keepThreshold(runId, { threshold, goal, why, by }, watch) {
      const job = { runId, threshold, why, by, ...(goal === undefined ? {} : { goal }) };
      await trainer.run(signalOf(watch), (api) => api.keepThreshold(job, signalOf(watch), progressOf(watch)));
      return runOf(await storage.runs.get(runId));
    },
    async explain(runId, request, watch) {
      const job = { runId, request: structuredClone(request) as unknown as PlainRecord };
      return shown<Explanation>(await trainer.run(signalOf(watch), (api) => api.explain(job, signalOf(watch), progressOf(watch))));
    }
  };
}

/** For whom it is good, and what it would cost to be so for all. */
function fairnessVerbs({ trainer }: Services): Pick<JudgingVerbs, 'fairness' | 'mitigate'> {
  return {
    async mitigate(runId, { sensitive, parity }, watch) {
      const job = { runId, sensitive, parity };
      return shown<MitigationReport>(await trainer.run(signalOf(watch), (api) => api.mitigate(job, signalOf(watch), progressOf(watch))));
    },
    async fairness(runId, { sensitive }, watch) {
      return shown<FairnessReport>(
        await trainer.run(signalOf(watch), (api) => api.fairness({ runId, sensitive }, signalOf(watch), progressOf(watch)))
      );
    }
  };
}

/** Where it fails, and what would help. */
function failingVerbs({ trainer }: Services): Pick<JudgingVerbs, 'dataCurve' | 'errorTree' | 'rowsBehind' | 'probeLeaks'> {
  return {
    async probeLeaks(runId, watch) {
      return shown<LeakProbes>(await trainer.run(signalOf(watch), (api) => api.probeLeaks({ runId }, signalOf(watch), progressOf(watch))));
    },
    async errorTree(runId, watch) {
      return shown<ErrorTree>(await trainer.run(signalOf(watch), (api) => api.errorTree({ runId }, signalOf(watch), progressOf(watch))));
    },
    async rowsBehind(runId, behind, watch) {
      const job = { runId, behind: structuredClone(behind) };
      return trainer.run(signalOf(watch), (api) => api.rowsBehind(job, signalOf(watch), progressOf(watch)));
    },
    async dataCurve(runId, watch) {
      return shown<DataCurve>(await trainer.run(signalOf(watch), (api) => api.dataCurve({ runId }, signalOf(watch), progressOf(watch))));
    }
  };
}

/** What is asked of a model as it stands, and answered at once. */
function askingVerbs({ storage, trainer, reader }: Services): Pick<JudgingVerbs, 'whatIf' | 'inputs' | 'tree' | 'kept'> {
  const quick = new AbortController().signal;
  const packageOf = async (runId: string) => (await storage.runs.get(runId)).modelHash;
  return {
    async whatIf(runId, rows) {
      const packageHash = await packageOf(runId);
      return shown<ScoredRow[]>(await trainer.run(quick, (api) => api.score({ packageHash, rows })));
    },
    async inputs(runId) {
      const packageHash = await packageOf(runId);
      return shown<InputInfo[]>(await trainer.run(quick, (api) => api.inputs({ packageHash })));
    },
    async kept(runId, { what, request }) {
      const job = { runId, what, ...(request === undefined ? {} : { request: structuredClone(request) as PlainRecord }) };
      return shown(await reader.run(quick, (api) => api.keptAnswer(job)));
    },
    async tree(runId) {
      return trainer.run(quick, (api) => api.tree({ runId }));
    }
  };
}

/** Results come from the workers as plain data; the door promises their shape, which the jobs' own tests hold. */
const shown = <T>(plain: unknown): T => plain as T;
