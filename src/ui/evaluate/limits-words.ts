import type { Metric } from '../../core/outcome.ts';
import { counted, exactPercent, inWords, listed, quoted } from '../../core/words.ts';
import type { IntervalsData } from '../../charts/intervals.ts';
import { formatNumber } from '../../charts/format.ts';
import type { FarReport, HeldPart, LimitsReport, PromiseKept } from '../../core/limits-report.ts';
import { partName } from './evaluation.ts';

const between = ({ low, high }: Metric) => (Number.isFinite(low) ? `${exactPercent(low)} to ${exactPercent(high)}` : 'no interval');

/** How often the promise was kept, and how often it answers at all. @param on the part it was measured on */
export function limitsSentences({ sets, widths, far, answers }: LimitsReport, on: string): string[] {
  const told: string[] = [];
  if (sets) {
    told.push(
      `On ${partName(on)} the set of classes it gives holds the right one for ${exactPercent(sets.inside.value)} of ${counted(sets.inside.n, 'row')} (${between(sets.inside)}). ${kept(sets)}`
    );
    if (!answers)
      told.push(
        `It gives one class alone for ${exactPercent(sets.single.value)} of the rows${Number.isNaN(sets.rightAlone.value) ? '' : `, and is right in ${exactPercent(sets.rightAlone.value)} of these (${between(sets.rightAlone)})`}; on the others it abstains.`
      );
  }
  if (widths)
    told.push(
      `On ${partName(on)} the truth lay in its interval for ${exactPercent(widths.inside.value)} of ${counted(widths.inside.n, 'row')} (${between(widths.inside)}), ${formatNumber(Number(widths.meanWidth.toPrecision(3)))} wide on average, wider where it is missed by more. ${kept(widths)}`
    );
  if (answers) told.push(answersSentence(answers, sets !== null));
  if (far) told.push(farSentence(far));
  if (told.length === 0) told.push('There were too few rows to learn its limits from.');
  return told;
}

/** How much is left when it abstains, and what that is worth. */
function answersSentence({ share, right, refused }: NonNullable<LimitsReport['answers']>, isClasses: boolean): string {
  if (share.value === 1) return 'It answers all of these rows.';
  if (share.value === 0) return 'It abstains on all of these rows.';
  const good = isClasses ? 'right in' : 'with the truth in its interval in';
  return `It answers ${exactPercent(share.value)} of the rows (${between(share)}), ${good} ${exactPercent(right.value)} (${between(right)}) of these; on the others it abstains, and would be ${good} ${exactPercent(refused.value)} (${between(refused)}).`;
}

const MEASURED: Readonly<Record<NonNullable<FarReport['measures']>[number]['measure'], string>> = {
  distance: 'by how numbers vary together',
  forest: 'by how soon random cuts set them apart',
  energy: 'by how little speaks for any class'
};

function farSentence({ share, wrong, columns, measures = [] }: FarReport): string {
  const told = `${exactPercent(share.value)} of these rows lie farther out than 99 in 100 training rows${measures.length > 1 ? ` by all measures together (${between(share)})` : `, ${measured(columns, measures)}`}; one in a hundred is usual.`;
  const each =
    measures.length > 1
      ? ` Each alone: ${measures.map(({ measure, share: own }) => `${exactPercent(own.value)} ${MEASURED[measure]}`).join(', ')}.`
      : '';
  const worse = wrong && !Number.isNaN(wrong.value) ? ` Of those it gets ${exactPercent(wrong.value)} wrong (${between(wrong)}).` : '';
  return told + worse + each;
}

function measured(columns: number, measures: NonNullable<FarReport['measures']>): string {
  const [only] = measures;
  if (only && only.measure !== 'distance') return MEASURED[only.measure];
  return `by how ${columns === 1 ? 'one number varies' : `${inWords(columns)} numbers vary together`}`;
}

/** Below, a difference is hardly luck; up to the second, it may be. */
const HARDLY = 0.01;
const SELDOM = 0.05;

/** The verdict counts the luck of both: of the rows counted here, and of those the promise was set on. */
function kept({ inside, luck }: PromiseKept): string {
  const { value, low, high } = inside;
  if (!Number.isFinite(low)) return '';
  if (luck === undefined ? low <= 0.95 && high >= 0.95 : luck >= SELDOM) return 'The promise of 95 % holds, as far as these rows tell.';
  const what = value < 0.95 ? 'fewer' : 'more';
  if (luck === undefined || luck < HARDLY) return `That is ${what} than the 95 % that were promised.`;
  return `That is a little ${what} than the 95 % that were promised; luck in which rows were drawn does as much about ${Math.max(1, Math.round(100 * luck))} times in 100.`;
}

const heldRows = (parts: readonly HeldPart[]): IntervalsData['rows'] =>
  parts.map(({ label, inside }) => ({ label, value: inside.value, low: inside.low, high: inside.high }));

const promised = { label: 'promised', value: 0.95 };

/** The coverage class by class, the one with the least first: a promise kept on average may be broken to some. */
export function coverageData({ sets, widths }: LimitsReport): IntervalsData {
  const classes = (sets?.classes ?? []).filter(({ inside }) => inside.n > 0).map((held) => ({ ...held, wide: 0 }));
  const all = sets ?? widths;
  const rows = all ? heldRows([{ label: 'All rows', inside: all.inside, wide: 0 }, ...classes]) : [];
  return { metric: 'share held', rows, reference: promised };
}

export function coverageCaption({ sets }: LimitsReport): string {
  const broken = (sets?.classes ?? []).filter(({ inside }) => inside.high < 0.95).map(({ label }) => label);
  return broken.length === 0
    ? 'No class has its promise of 95 % clearly broken.'
    : `For ${broken.slice(0, 3).join(', ')} the right class is left out more often than promised.`;
}

/** A chart of parts of the rows, and what it shows. */
export interface HeldChart {
  readonly id: string;
  readonly title: string;
  readonly data: IntervalsData;
  readonly caption: string;
}

/** The promise by group, and over the stretches of predictions. */
export function heldCharts({ groups = [], stretches = [], sets }: LimitsReport): HeldChart[] {
  const of = sets ? 'the probability of its answer' : 'the prediction';
  const charts = groups.map(({ column, isPromised, parts }) => ({
    id: `group ${column}`,
    title: `By ${quoted(column)}${isPromised ? ', for whose groups it was promised' : ''}`,
    data: { metric: 'share held', rows: heldRows(parts), reference: promised },
    caption: heldCaption(parts, { isSets: sets !== null, isPromised })
  }));
  const over = {
    id: 'stretches',
    title: `By ${of}`,
    data: { metric: 'share held', rows: heldRows(stretches), reference: promised },
    caption: heldCaption(stretches, { isSets: sets !== null, isPromised: false })
  };
  return [...charts, over].filter(({ data }) => data.rows.length > 1);
}

/** Whether some have less than was promised, as far as so many looks can tell, and where it is widest. */
function heldCaption(
  parts: readonly HeldPart[],
  { isSets, isPromised }: { readonly isSets: boolean; readonly isPromised: boolean }
): string {
  const broken = parts.filter(({ inside }) => inside.high < 0.95).map(({ label }) => quoted(label));
  const widest = parts.reduce((most, part) => (part.wide > most.wide ? part : most), parts[0]!);
  const narrowest = parts.reduce((least, part) => (part.wide < least.wide ? part : least), parts[0]!);
  const size = (wide: number) => (isSets ? `${wide.toFixed(2)} classes` : formatNumber(Number(wide.toPrecision(3))));
  const wide =
    parts.length > 1
      ? ` Widest for ${quoted(widest.label)}, ${size(widest.wide)} on average, narrowest for ${quoted(narrowest.label)}, ${size(narrowest.wide)}.`
      : '';
  if (broken.length === 0) return `None of them has clearly less than 95 %.${wide}`;
  const who = listed(broken, 3);
  return isPromised
    ? `The promise of 95 % is broken to ${who}.${wide}`
    : `Held on average, it holds for less than 95 % of the rows of ${who}: it was not promised for each of these by itself.${wide}`;
}
