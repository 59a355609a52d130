import type { Metric } from '../../core/outcome.ts';
import { concernsOf } from './concerns.ts';
import { aimOf, fromWhat, sayParams, saySplit, saySteps } from './phrases.ts';
import { featuresOf, metricNameOf, partsMeasured, scoresOn, targetOf, textOf, type PartMeasured, type Subject } from './subject.ts';
import type { ReportFacts, RunFacts } from './report-facts.ts';
import { subjectSays, unsuitedFor } from './suitability.ts';
import { isClaimable, isoDay, metricCells, named } from './words.ts';

interface PerformanceMetric {
  readonly type: string;
  readonly value: number;
  readonly confidence_interval: { readonly lower_bound: number; readonly upper_bound: number };
  readonly slice: string;
  readonly method: string;
  readonly n: number;
}

/**
 * The model card in the schema of the Model Card Toolkit (Google, version 0.0.2 of model_card.schema.json), with `confidence_interval`, `method`
 * and `n` beside each value. A score without an interval is not among the metrics; it is named among the limitations.
 */
export function modelCardJson(facts: ReportFacts, subject: Subject): unknown {
  const { run } = subject;
  return {
    schema_version: '0.0.2',
    model_details: details(facts, subject),
    model_parameters: parameters(facts, run),
    quantitative_analysis: { performance_metrics: run ? performance(facts, subject, run) : [] },
    considerations: considerations(facts, subject)
  };
}

function details(facts: ReportFacts, subject: Subject): object {
  const { version } = facts;
  const owner = textOf(facts, 'owner');
  const licence = textOf(facts, 'licence');
  return {
    name: version ? named(version.name) : named(facts.projectName),
    overview: subjectSays(facts, subject),
    documentation: `${textOf(facts, 'statement') ?? 'No statement of the problem is recorded.'} Made with Lathe ${facts.latheVersion} on ${isoDay(facts.at)}.`,
    owners: owner === null ? [] : [{ name: owner }],
    ...(version ? { version: { name: String(version.version), date: isoDay(version.createdAt), diff: `Package ${version.hash}.` } } : {}),
    licenses: licence === null ? [] : [{ custom_text: licence }],
    references: [],
    citations: []
  };
}

function parameters(facts: ReportFacts, run: RunFacts | null): object {
  const target = targetOf(facts);
  return {
    model_architecture: run
      ? `${run.label} (${run.model}); parameters: ${sayParams(run)}; seed ${run.seed}; recipe: ${saySteps(run)}; package ${run.modelHash}.`
      : 'Nothing is trained yet.',
    data: dataOf(facts),
    input_format: featuresOf(facts)
      .map(({ name, type }) => `${named(name)}: ${type}`)
      .join('; '),
    output_format: target === null ? '' : `${aimOf(facts)}${fromWhat(facts)}`
  };
}

function dataOf(facts: ReportFacts): object[] {
  const { dataset, privacy } = facts;
  if (!dataset) return [];
  const description = `Version ${dataset.version}, ${dataset.rows} rows, SHA-256 ${dataset.hash}. Split: ${saySplit(facts)}. Test part opened ${facts.split?.testOpenings ?? 0} times.`;
  return [
    { name: named(dataset.name), description, sensitive: { sensitive_data: (privacy ?? []).map(({ message }) => named(message, 240)) } }
  ];
}

function performance(facts: ReportFacts, { rivalry, metricId, evidence }: Subject, run: RunFacts): PerformanceMetric[] {
  const own = partsMeasured(facts, run).flatMap((part) => scoresOn(facts, run, part).flatMap(([id, metric]) => entry(id, part, metric)));
  const weak = evidence.slices.flatMap(({ condition, error, low, high, rows }) =>
    entry('error', named(condition, 90), { value: error, low, high, n: rows, method: 'of the group alone' })
  );
  const gaps = Object.entries(facts.fairness?.gaps ?? {}).flatMap(([name, gap]) => entry(name, 'gap between groups', gap));
  return [
    ...own,
    ...(rivalry ? entry(metricId, `baseline, ${rivalry.part}`, rivalry.baseline) : []),
    ...(facts.randomLabels ? entry(metricId, 'shuffled answers, validation', facts.randomLabels) : []),
    ...weak,
    ...gaps
  ];
}

function entry(type: string, slice: PartMeasured | (string & {}), metric: Metric): PerformanceMetric[] {
  if (!isClaimable(metric)) return [];
  const { value, low, high, method, n } = metric;
  return [{ type, value, confidence_interval: { lower_bound: low, upper_bound: high }, slice, method, n }];
}

function considerations(facts: ReportFacts, subject: Subject): object {
  const users = textOf(facts, 'users');
  const statement = textOf(facts, 'statement');
  return {
    users: users === null ? [] : [{ description: users }],
    use_cases: statement === null ? [] : [{ description: statement }],
    limitations: [...unsuitedFor(facts, subject), ...unclaimed(facts, subject.run)].map((description) => ({ description })),
    tradeoffs: [],
    ethical_considerations: concernsOf(facts, subject).map(({ what, remedy }) => ({ name: what, mitigation_strategy: remedy }))
  };
}

const unclaimed = (facts: ReportFacts, run: RunFacts | null): string[] =>
  (run ? partsMeasured(facts, run) : []).flatMap((part) =>
    scoresOn(facts, run!, part)
      .filter(([, metric]) => !isClaimable(metric))
      .map(
        ([id, metric]) => `${metricNameOf(facts, id).label} on ${part} is ${metricCells(metric).slice(0, 2).join(', ')} (${metric.method}).`
      )
  );
