import { brief, counted, listedNames, quoted, spelledOut } from '../../core/words.ts';
import type { ReportFacts, RunFacts } from './report-facts.ts';
import { featuresOf, sayPart, targetOf, textOf, type Rivalry, type Subject } from './subject.ts';
import { named, withInterval } from './words.ts';

/** "predicts price", "forecasts price" or "tells species"; null before there is a target. */
export function aimOf(facts: ReportFacts): string | null {
  const target = targetOf(facts);
  if (target === null) return null;
  const positive = textOf(facts, 'positive');
  if (textOf(facts, 'task') === 'regression') return `predicts ${quoted(named(target))}`;
  if (textOf(facts, 'task') === 'forecasting') return `forecasts ${quoted(named(target))}`;
  return positive === null ? `tells ${quoted(named(target))}` : `tells whether ${quoted(named(target))} is ${quoted(named(positive, 30))}`;
}

/** "from 6 columns" */
export const fromWhat = (facts: ReportFacts): string => {
  if (textOf(facts, 'task') === 'forecasting') return ' from its own past';
  return facts.dataset ? ` from ${counted(featuresOf(facts).length, 'column')}` : '';
};

/** "Balanced accuracy is 0.984 (95 % interval 0.957 to 0.996) on 51 rows of the test part" */
export function sayHeadline({ headline, metricName }: Subject): string | null {
  if (!headline) return null;
  const { metric, part } = headline;
  return `${metricName.label} is ${withInterval(metric)} on ${counted(metric.n, 'row')} of ${sayPart(part)}`;
}

export const sayBar = ({ bar }: Subject): string => bar?.said ?? 'No bar was set before training';

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

/** Several runs that answer as one: no settings of a family, but members. */
export const isEnsemble = ({ model }: RunFacts): boolean => model === 'ensemble';

/** The same as one says it aloud: "learning rate 0.1, max iter 100". An empty list says nothing, nor do the ids of an ensemble's members. */
export const tellParams = (run: RunFacts): string =>
  Object.entries(run.params)
    .filter(([name, value]) => (Array.isArray(value) ? value.length > 0 && !(isEnsemble(run) && name === 'members') : true))
    .map(([name, value]) => `${spelledOut(named(name, 40))} ${Array.isArray(value) ? value.join(' and ') : sayParam(value)}`)
    .join(', ') || 'nothing to set';

function sayParam(value: unknown): string {
  if (typeof value === 'number') return brief(value);
  return named(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'not set'), 40);
}

/** "impute (age, fare); one-hot (sex)" */
export const saySteps = ({ recipe }: RunFacts): string =>
  recipe
    .map(
      ({ kind, columns }) =>
        `${named(kind, 30)} (${columns.length === 0 ? 'every column it fits' : listedNames(columns.map((column) => named(column, 30)))})`
    )
    .join('; ') || 'no steps';

export function saySplit(facts: Pick<ReportFacts, 'split'>): string {
  const { split } = facts;
  if (!split) return 'not made yet';
  const by = split.column === undefined ? '' : ` by ${quoted(named(split.column))}`;
  const kept = split.columns ? `, with ${listedNames(split.columns.map((column) => named(column)))} in proportion` : '';
  const apart = [split.gap ? `gap ${split.gap} rows` : '', split.purge ? `purge ${split.purge}` : '']
    .filter(Boolean)
    .map((said) => `, ${said}`);
  const parts = ['train', 'validation', 'test'].map((part) => `${part} ${split.rows[part] ?? 0}`).join(', ');
  return `${split.kind}${by}${kept}${apart.join('')}, seed ${split.seed ?? 0}; rows: ${parts}`;
}

/** What the file of a model tells about the rows it learned from, whichever model it is. */
export const PACKAGE_TELLS =
  'The file of a model holds no rows, unless its kind keeps them to compare with (nearest neighbours, kernels) or its recipe fills gaps from them. Of each number column it tells fewer than 100 cut points, rounded so that at least five training rows share each, and about where the values lie, not the smallest and the largest; of each category the levels that five training rows or more have, rarer ones counted together. What the recipe and the model learned stands in it as well: middles and spreads, weights or thresholds, and the levels that got a column of their own.';
