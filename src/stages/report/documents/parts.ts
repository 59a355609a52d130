import { withUnit } from '../../../core/header-unit.ts';
import type { Metric } from '../../../core/outcome.ts';
import { counted, percent } from '../../../core/words.ts';
import { paragraph, table, type Block, type Figure, type IntervalFigure, type Pairs, type Table } from '../document.ts';
import { concernsOf } from '../concerns.ts';
import type { ReportFacts, RunFacts } from '../report-facts.ts';
import { metricNameOf, partsMeasured, sayPart, scoresOn, targetOf, type Subject } from '../subject.ts';
import { isClaimable, metricCells, named } from '../words.ts';

/** Pieces that several documents share. */

/** Every metric of every part that was measured, each with its interval, its method and its rows. */
export const metricTables = (facts: ReportFacts, run: RunFacts): Table[] =>
  partsMeasured(facts, run).map((part) =>
    table(
      `Scores on ${sayPart(part)}; the interval is a 95 % one`,
      ['Metric', 'Value#', 'From#', 'To#', 'Method', 'Rows#'],
      scoresOn(facts, run, part).map(([id, metric]) => [metricNameOf(facts, id).label, ...metricCells(metric)])
    )
  );

/** The model, the baseline and shuffled answers by the project's metric, on one scale. */
export function rivalFigure(facts: ReportFacts, { headline, rivalry, metricName, bar }: Subject): IntervalFigure | null {
  const rows: [string, Metric | null | undefined][] = [
    ['The model, test part', headline?.part === 'test' ? headline.metric : null],
    [`The model, ${rivalry?.part ?? headline?.part ?? ''}`, rivalry?.model ?? (headline?.part === 'test' ? null : headline?.metric)],
    ['Baseline', rivalry?.baseline],
    ['Shuffled answers', facts.randomLabels]
  ];
  const shown = rows.flatMap(([label, metric]) =>
    isClaimable(metric) ? [{ label, value: metric.value, low: metric.low, high: metric.high }] : []
  );
  if (shown.length === 0) return null;
  const caption = `${metricName.label} with 95 % intervals, ${metricName.higherIsBetter ? 'higher' : 'lower'} is better.`;
  return { kind: 'intervals', caption, rows: shown, mark: bar?.isPrior ? { label: 'the bar', value: bar.value } : null };
}

/** More classes than this are unreadable as a square. */
const MOST_CLASSES = 12;

/** Actual against predicted classes: a square, or the commonest mistakes where there are too many classes for one. */
export function confusionBlock({ evidence }: Subject): Block | null {
  const { confusion } = evidence;
  if (!confusion) return null;
  if (confusion.labels.length <= MOST_CLASSES) return { kind: 'confusion', caption: 'Rows by what they were (down) and what they were called (across).', ...confusion }; // prettier-ignore
  const mistakes = confusion.counts.flatMap((row, i) => row.map((count, k) => ({ count, was: confusion.labels[i]!, called: confusion.labels[k]!, isWrong: i !== k }))); // prettier-ignore
  const worst = mistakes.filter(({ count, isWrong }) => isWrong && count > 0).sort((a, b) => b.count - a.count);
  return table('The commonest mistakes', ['Was', 'Was called', 'Rows#'], worst.slice(0, 10).map(({ count, was, called }) => [named(was), named(called), String(count)])); // prettier-ignore
}

export const calibrationFigure = ({ evidence }: Subject): Figure | null =>
  evidence.calibration && {
    kind: 'calibration',
    caption: `Claimed probability of ${evidence.calibration.of === 'likeliest' ? 'the likeliest class' : 'the positive class'} against the share that came true, with 95 % bands.`,
    bins: evidence.calibration.bins
  };

/** The concerns as a table, or a sentence that says that none was found. */
export const concernBlock = (facts: ReportFacts, subject: Subject): Block => {
  const concerns = concernsOf(facts, subject);
  if (concerns.length === 0) return paragraph('None of the checks that were made found anything.');
  return table('Gravest first', ['What', 'What would settle it'], concerns.map(({ what, remedy }) => [what, remedy])); // prettier-ignore
};

export function columnTable(facts: ReportFacts): Table | null {
  const { dataset } = facts;
  if (!dataset) return null;
  const target = targetOf(facts);
  const rows = dataset.columns
    .slice(0, MOST_COLUMNS)
    .map(({ name, type, role, missing, distinct, isOrdinal, zone, unit }) => [
      named(withUnit(name, unit)),
      isOrdinal ? 'ordinal' : zone === undefined ? type : `${type}, ${zone}`,
      name === target ? 'target' : role,
      dataset.rows > 0 ? percent(missing / dataset.rows) : 'no rows',
      String(distinct)
    ]);
  const more = dataset.columns.length > rows.length ? `, the first ${rows.length} of ${dataset.columns.length}` : '';
  return table(`Columns${more}`, ['Column', 'Type', 'Role', 'Missing#', 'Distinct#'], rows);
}

const MOST_COLUMNS = 200;

/** Where everything came from, by full hash. */
export function provenance({ dataset, version, split, audit }: ReportFacts, run: RunFacts | null): Pairs {
  const entries: [string, string | null | undefined][] = [
    ['Data', dataset?.hash],
    ['Data it was trained on', run && (run.isOnSynthetic ? `${run.datasetHash}, rows that were made up` : run.datasetHash)],
    ['Split', run?.splitHash ?? split?.hash],
    ['Recipe', run?.recipeHash],
    ['Package', version?.hash ?? run?.modelHash],
    [
      'Audit log',
      `${counted(audit.entries, 'entry', 'entries')}, ${audit.isWhole ? 'whole' : 'changed: an entry does not follow from the one before'}`
    ]
  ];
  return { kind: 'pairs', pairs: entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '') };
}

export const checkTable = ({ version }: ReportFacts): Table | null =>
  version && table('Checks before release', ['Check', 'Result', 'What was found'], version.checks.map(({ name, passed, detail }) => [named(name), passed === null ? 'does not apply' : passed ? 'passed' : 'not passed', named(detail, 240)])); // prettier-ignore
