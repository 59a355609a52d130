import { brief, counted, listed } from '../../core/words.ts';
import type { ReportFacts, RunFacts } from './report-facts.ts';
import { featuresOf, sayPart, targetOf, textOf, type Rivalry, type Subject } from './subject.ts';
import { named, withInterval } from './words.ts';

/** "predicts price" or "tells species"; null before there is a target. */
export function aimOf(facts: ReportFacts): string | null {
  const target = targetOf(facts);
  if (target === null) return null;
  const positive = textOf(facts, 'positive');
  if (textOf(facts, 'task') === 'regression') return `predicts ${named(target)}`;
  return positive === null ? `tells ${named(target)}` : `tells whether ${named(target)} is ${named(positive, 30)}`;
}

/** "from 6 columns" */
export const fromWhat = (facts: ReportFacts): string => (facts.dataset ? ` from ${counted(featuresOf(facts).length, 'column')}` : '');

/** "Balanced accuracy is 0.984 (95 % interval 0.957 to 0.996) on 51 rows of the test part" */
export function sayHeadline({ headline, metricName }: Subject): string | null {
  if (!headline) return null;
  const { metric, part } = headline;
  return `${metricName.label} is ${withInterval(metric)} on ${counted(metric.n, 'row')} of ${sayPart(part)}`;
}

export function sayBar({ bar, headline }: Subject): string {
  if (!bar) return 'No bar was set';
  if (!headline || bar.verdict === null) return `The bar is ${brief(bar.value)}; whether it is met is not known yet`;
  const verdicts = {
    met: 'met by the whole interval',
    'reached, not surely': 'reached by the estimate, but not by the whole interval',
    'not met': 'not met'
  };
  return `The bar of ${brief(bar.value)} is ${verdicts[bar.verdict]}`;
}

const VERDICTS: Readonly<Record<Rivalry['verdict'], string>> = {
  better: 'clearly better than the baseline',
  'better by estimate': 'better than the baseline by estimate, though the intervals overlap',
  'not better': 'no better than the baseline',
  worse: 'worse than the baseline'
};

/** "On the validation part it is clearly better than the baseline: 0.98 (...) against 0.44 (...)" */
export const sayRivalry = ({ part, model, baseline, verdict }: Rivalry): string =>
  `On ${sayPart(part)} it is ${VERDICTS[verdict]}: ${withInterval(model)} against ${withInterval(baseline)}`;

export const versionName = ({ version, projectName }: ReportFacts): string =>
  version ? `${named(version.name)} version ${version.version}` : named(projectName);

/** "learningRate 0.1, maxIter 100" */
export const sayParams = ({ params }: RunFacts): string =>
  Object.entries(params)
    .map(([name, value]) => `${named(name, 40)} ${sayParam(value)}`)
    .join(', ') || 'none';

function sayParam(value: unknown): string {
  if (typeof value === 'number') return brief(value);
  return named(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'not set'), 40);
}

/** "impute (age, fare); one-hot (sex)" */
export const saySteps = ({ recipe }: RunFacts): string =>
  recipe
    .map(
      ({ kind, columns }) =>
        `${named(kind, 30)} (${columns.length === 0 ? 'every column it fits' : listed(columns.map((column) => named(column, 30)))})`
    )
    .join('; ') || 'no steps';

export function saySplit(facts: Pick<ReportFacts, 'split'>): string {
  const { split } = facts;
  if (!split) return 'not made yet';
  const by = split.column === undefined ? '' : ` by ${named(split.column)}`;
  const parts = ['train', 'validation', 'test'].map((part) => `${part} ${split.rows[part] ?? 0}`).join(', ');
  return `${split.kind}${by}, seed ${split.seed ?? 0}; rows: ${parts}`;
}
