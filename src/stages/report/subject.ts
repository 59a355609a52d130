import { isBaseline } from '../../core/baselines.ts';
import { barOf, judgeBar, sayBar, type Bar, type BarVerdict } from '../../core/bar.ts';
import type { Metric } from '../../core/outcome.ts';
import type { Finding } from '../../core/finding.ts';
import { reachesModel } from '../../core/schema.ts';
import { brief } from '../../core/words.ts';
import type { MetricName, ReportFacts, RunFacts } from './report-facts.ts';
import { readEvidence, type Evidence } from './evidence.ts';
import { isClaimable, named } from './words.ts';

/** A score and the rows it was measured on, as one says it: "rows it had not learned from". */
export interface Score {
  readonly metric: Metric;
  readonly part: PartMeasured;
}

export type PartMeasured = 'test' | 'validation' | 'cross-validation';

/** `better` and `worse` only when the two intervals lie apart. */
export type Against = 'better' | 'better by estimate' | 'not better' | 'worse';

export interface Rivalry {
  readonly part: PartMeasured;
  readonly model: Metric;
  readonly baseline: Metric;
  readonly label: string;
  readonly verdict: Against;
}

/** What every document is about, worked out of the facts once: the run behind the version, how it scores, and against what. */
export interface Subject {
  readonly run: RunFacts | null;
  readonly metricId: string;
  readonly metricName: MetricName;
  /** By the project's metric, on the strictest part it was measured on; null when there is no score with an interval. */
  readonly headline: Score | null;
  readonly rivalry: Rivalry | null;
  /** `said` is a clause that begins with "The bar of 0.9"; no verdict while there is no score. */
  readonly bar: (Bar & { readonly verdict: BarVerdict | null; readonly said: string }) | null;
  /** Of the part the headline is from, where that part was evaluated. */
  readonly evidence: Evidence;
  /** Signs that the run is not of the project as it stands now. */
  readonly isOfCurrentData: boolean;
}

const PARTS: readonly PartMeasured[] = ['test', 'validation', 'cross-validation'];

export function subjectOf(facts: ReportFacts): Subject {
  const run = subjectRun(facts);
  const metricId = textOf(facts, 'metric') ?? 'accuracy';
  const metricName = metricNameOf(facts, metricId);
  const headline = run && headlineOf(facts, run, metricId);
  const report = headline ? facts.reports[headline.part] : undefined;
  return {
    run,
    metricId,
    metricName,
    headline,
    rivalry: run && rivalryOf(facts, run, metricId, metricName),
    bar: judgedBar(facts, headline, metricName),
    evidence: readEvidence(report ?? facts.reports['validation'] ?? facts.reports['cross-validation'] ?? {}),
    isOfCurrentData: run !== null && facts.dataset !== null && run.datasetHash === facts.dataset.hash
  };
}

function subjectRun({ version, runs }: ReportFacts): RunFacts | null {
  if (version) return runs.find((run) => run.id === version.runId) ?? null;
  return runs.find((run) => !isBaseline(run.model)) ?? null;
}

export function metricNameOf({ metricNames }: ReportFacts, id: string): MetricName {
  return (Object.hasOwn(metricNames, id) ? metricNames[id] : undefined) ?? { label: named(id), higherIsBetter: true };
}

/** Every score of the run on one part: from its report, else from its record. */
export function scoresOn(facts: ReportFacts, run: RunFacts, part: PartMeasured): [string, Metric][] {
  const report = part in facts.reports ? (facts.reports[part]?.['metrics'] as Readonly<Record<string, Metric>> | undefined) : undefined;
  const recorded = run.metrics[part === 'cross-validation' ? 'cv' : part];
  return Object.entries(report ?? recorded ?? {});
}

export const partsMeasured = (facts: ReportFacts, run: RunFacts): PartMeasured[] =>
  PARTS.filter((part) => scoresOn(facts, run, part).length > 0);

function headlineOf(facts: ReportFacts, run: RunFacts, id: string): Score | null {
  for (const part of PARTS) {
    const metric = scoresOn(facts, run, part).find(([name]) => name === id)?.[1];
    if (isClaimable(metric)) return { metric, part };
  }
  return null;
}

/** The best baseline of the same data and division, on a part where both were measured. */
function rivalryOf(facts: ReportFacts, run: RunFacts, id: string, { higherIsBetter }: MetricName): Rivalry | null {
  const baselines = facts.runs.filter(
    ({ model, target, datasetHash, splitHash }) =>
      isBaseline(model) && target === run.target && datasetHash === run.datasetHash && splitHash === run.splitHash
  );
  for (const part of ['validation', 'cv'] as const) {
    const model = run.metrics[part]?.[id];
    const rival = baselines.find((baseline) => isClaimable(baseline.metrics[part]?.[id]));
    const baseline = rival?.metrics[part]?.[id];
    if (!rival || !baseline || !isClaimable(model)) continue;
    const verdict = against(model, baseline, higherIsBetter);
    return { part: part === 'cv' ? 'cross-validation' : part, model, baseline, label: rival.label, verdict };
  }
  return null;
}

function against(model: Metric, baseline: Metric, higherIsBetter: boolean): Against {
  const [upper, lower] = higherIsBetter ? [model, baseline] : [baseline, model];
  if (upper.low > lower.high) return 'better';
  if (upper.high < lower.low) return 'worse';
  return upper.value > lower.value ? 'better by estimate' : 'not better';
}

/** By the strictest part the run was measured on: the test part, once it was opened. */
function judgedBar(facts: ReportFacts, headline: Score | null, { higherIsBetter }: MetricName): Subject['bar'] {
  const bar = barOf(facts);
  if (!bar) return null;
  if (!headline) return { ...bar, verdict: null, said: `The bar is ${brief(bar.value)}; whether it is met is not known yet` };
  const { metric } = headline;
  return { ...bar, verdict: judgeBar(bar, metric, higherIsBetter), said: sayBar(bar, metric, higherIsBetter) };
}

/** A field of the problem as text, its list items joined; null when it is empty or not there. */
export function textOf(facts: ReportFacts, field: string): string | null {
  const { problem } = facts;
  const value = problem && Object.hasOwn(problem, field) ? problem[field] : undefined;
  const text = Array.isArray(value) ? value.filter((entry) => typeof entry === 'string').join(', ') : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : termOf(facts, field);
}

/** What is on record of the data themselves. */
export function termOf({ terms = {} }: ReportFacts, field: string): string | null {
  return Object.hasOwn(terms, field) ? (terms[field as keyof typeof terms] ?? null) : null;
}

export const targetOf = (facts: ReportFacts): string | null =>
  textOf(facts, 'target') ?? facts.dataset?.columns.find((column) => column.role === 'target')?.name ?? null;

/** Columns a model learns from: not those its recipe leaves out first, nor the one the rows were divided by. */
export const featuresOf = (facts: ReportFacts) => {
  const target = targetOf(facts) ?? undefined;
  const [first] = subjectRun(facts)?.recipe ?? [];
  const unseen = new Set(first?.kind === 'drop' ? first.columns : []);
  const { split } = facts;
  if (split?.column !== undefined && (split.kind === 'group' || split.kind === 'fold-column')) unseen.add(split.column);
  return (facts.dataset?.columns ?? []).filter((column) => reachesModel(column, target) && !unseen.has(column.name));
};

export const grave = (findings: readonly Finding[] | null): readonly Finding[] =>
  (findings ?? []).filter(({ severity }) => severity !== 'info');

/** "the test part", "the validation part", "rows held out in turn". */
export const sayPart = (part: PartMeasured): string => (part === 'cross-validation' ? 'rows held out in turn' : `the ${part} part`);
