import { counted, listed, quoted } from '../../core/words.ts';
import type { Finding } from '../../core/finding.ts';
import type { Profile } from '../../app/api/exploring.ts';
import { formatNumber, formatShare } from '../../charts/format.ts';

/** More characters than this take more than three lines of a heading, and are no sentence one would say aloud. */
const SPOKEN = 105;

const small = (text: string) => text.replace(/[.]$/, '');

/** What the page opens with: what would ruin the model if there is such a thing, else the three things in one breath. */
export function exploreSentence(things: readonly string[], findings: readonly Finding[]): { title: string; rest: readonly string[] } {
  const [first, ...others] = things;
  if (first === undefined) return { title: 'The data are being looked at.', rest: [] };
  const blockers = findings.filter(({ severity }) => severity === 'blocker').length;
  const length = things.reduce((total, thing) => total + thing.length, 0);
  if (blockers > 0 || things.length === 1 || length > SPOKEN) return { title: first, rest: others };
  const numbers = ['', 'One thing', 'Two things', 'Three things'];
  return { title: `${numbers[things.length] ?? 'Things'} to know before you model: ${things.map(small).join('; ')}.`, rest: [] };
}

/** "2 stop the project, 3 need a look, 4 are worth knowing". */
export function countWords(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'The audit found nothing to worry about.';
  const of = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  const [stop, look, know] = [of('blocker'), of('warning'), of('info')];
  const parts = [
    stop > 0 ? `${counted(stop, 'stops', 'stop')} the project` : '',
    look > 0 ? `${counted(look, 'needs', 'need')} a look` : '',
    know > 0 ? `${counted(know, 'is', 'are')} worth knowing` : ''
  ].filter((part) => part !== '');
  return `${counted(findings.length, 'finding')}: ${listed(parts)}.`;
}

const LEAKS: readonly string[] = ['target-leak', 'single-feature-leak', 'group-like'];

/** While no target is named, leaks are looked for against the likeliest column, and nothing is done about them. */
export const withoutTarget = (findings: readonly Finding[]): string =>
  findings.some(({ code }) => LEAKS.includes(code))
    ? 'No target is chosen yet, so leaks were looked for as if the likeliest column were it.'
    : 'No target is chosen yet; against the likeliest column no leak was found.';

/** The numbers behind a finding, as facts; nested lists are told by their length. */
export function evidenceFacts(evidence: unknown): { name: string; value: string }[] {
  if (typeof evidence !== 'object' || evidence === null) return [];
  if (Array.isArray(evidence)) return evidence.slice(0, 10).flatMap(entryFacts);
  return Object.entries(evidence).flatMap(([key, value]) => {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.slice(0, 10).flatMap((entry, i) => entryFacts(entry, i));
    if (typeof value === 'object') return [];
    return [{ name: nameOf(key), value: valueOf(key, value as string | number | boolean) }];
  });
}

function entryFacts(entry: unknown, i: number): { name: string; value: string }[] {
  if (typeof entry === 'string' || typeof entry === 'number') return [{ name: `Example ${i + 1}`, value: String(entry) }];
  if (Array.isArray(entry)) return [{ name: `Example ${i + 1}`, value: entry.map(rowOrText).join(' = ') }];
  if (typeof entry !== 'object' || entry === null) return [];
  const record = entry as Record<string, unknown>;
  if ('label' in record && 'count' in record) return [{ name: String(record['label']), value: counted(Number(record['count']), 'row') }];
  if ('a' in record && 'b' in record)
    return [{ name: `${quoted(String(record['a']))} and ${quoted(String(record['b']))}`, value: numberText(record['value']) }];
  if ('given' in record && 'suggested' in record)
    return [
      {
        name: `Row ${rowText(record['row'])}`,
        value: `${quoted(String(record['given']))}, looks like ${quoted(String(record['suggested']))}`
      }
    ];
  if ('first' in record && 'later' in record)
    return [
      {
        name: `Rows ${rowText(record['first'])} and ${rowText(record['later'])}`,
        value: 'differsIn' in record ? `differ in ${String(record['differsIn'])}` : 'show the same'
      }
    ];
  if ('from' in record && 'to' in record) return [{ name: `Gap ${i + 1}`, value: `${dayOf(record['from'])} to ${dayOf(record['to'])}` }];
  return [];
}

const rowText = (row: unknown) => (typeof row === 'number' ? formatNumber(row) : '?');
const rowOrText = (value: unknown) => (typeof value === 'number' ? `row ${formatNumber(value + 1)}` : String(value));
const numberText = (value: unknown) => (typeof value === 'number' ? formatNumber(value) : String(value));
const dayOf = (time: unknown) => (typeof time === 'number' ? new Date(time).toISOString().slice(0, 10) : String(time));

const names: Readonly<Record<string, string>> = {
  units: 'Units',
  factor: 'Factor between them',
  offset: 'Offset',
  cut: 'Bound between the heaps',
  medianRatio: 'Ratio of their medians',
  convert: 'Heap to convert',
  kept: 'Rows that keep to it',
  broken: 'Rows that break it',
  tolerance: 'Off by at most',
  total: 'Whole',
  later: 'Rows that lie after it',
  both: 'Rows with both',
  moment: 'Moment of a row',
  suspects: 'Labels in doubt',
  estimated: 'Wrong by estimate',
  agreementWithout: 'Agreement with the others',
  tested: 'Columns tested',
  group: 'Group',
  how: 'The row itself',
  groups: 'Groups',
  measure: 'Measure',
  value: 'Value',
  nextBest: 'Next best column',
  folds: 'Folds',
  target: 'Target',
  rows: 'Rows compared',
  share: 'Share of the rows',
  missing: 'Rows without a value',
  distinct: 'Different values',
  count: 'Rows with a value',
  copies: 'Copies',
  ratio: 'Largest class to smallest',
  farOut: 'Values far out',
  min: 'Smallest',
  max: 'Largest',
  skew: 'Skewness',
  from: 'From',
  to: 'To'
};
const nameOf = (key: string) => names[key] ?? key.charAt(0).toUpperCase() + key.slice(1);

function valueOf(key: string, value: string | number | boolean): string {
  if (typeof value !== 'number') return String(value);
  return key === 'share' ? formatShare(value) : formatNumber(value);
}

const kinds: Readonly<Record<string, string>> = {
  pearson: 'correlation',
  spearman: 'rank correlation',
  'cramers-v': 'Cramér’s V',
  eta: 'correlation ratio'
};

/** The kind of an association by its name. */
export const kindWords = (kind: string): string => kinds[kind] ?? kind;

type Pair = Profile['associations'][number];

/** The strongest pairs, one entry a pair: of two measures for the same two columns the stronger one stands. */
export function strongestPairs(pairs: readonly Pair[], count: number): Pair[] {
  const best = new Map<string, Pair>();
  for (const pair of pairs) {
    const key = JSON.stringify([pair.a, pair.b].sort());
    const known = best.get(key);
    if (!known || Math.abs(pair.value) > Math.abs(known.value)) best.set(key, pair);
  }
  return [...best.values()].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, count);
}

/** "“flipper_length” and “body_mass” rise together, closely: correlation 0.87 (0.84 to 0.89)." */
export function pairWords({ a, b, kind, value, low, high }: Pair): string {
  const how = kind === 'pearson' || kind === 'spearman' ? (value < 0 ? 'go against each other' : 'rise together') : 'go together';
  const size = Math.abs(value);
  const strength = size >= 0.98 ? ', nearly as one' : size >= 0.7 ? ', closely' : '';
  return `${quoted(a)} and ${quoted(b)} ${how}${strength}: ${kindWords(kind)} ${value.toFixed(2)}${low === null || high === null ? '' : ` (${low.toFixed(2)} to ${high.toFixed(2)})`}.`;
}

/** The columns of a heat map: those in the strongest pairs, so that it stays readable, in the order of the table. */
export function heatColumns(pairs: readonly Pair[], order: readonly string[], most: number): string[] {
  const chosen = new Set<string>();
  for (const { a, b } of strongestPairs(pairs, pairs.length)) {
    for (const name of [a, b]) if (chosen.size < most) chosen.add(name);
  }
  return order.filter((name) => chosen.has(name));
}
