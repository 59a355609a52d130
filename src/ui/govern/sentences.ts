import { personalWords, privacySigns } from '../../core/privacy-signs.ts';
import { capital, counted, inWords, listedNames, quoted } from '../../core/words.ts';
import type { Finding } from '../../core/finding.ts';
import type { Dataset } from '../../app/api/data.ts';
import { termKeys, type DataTerms } from '../../core/data-terms.ts';
import type { AuditEntry, Costs, DatasetTerms } from '../../app/api/governing.ts';
import type { ModelVersion } from '../../app/api/packaging.ts';
import type { Run } from '../../app/api/training.ts';
import { formatNumber, formatShare } from '../../charts/format.ts';
import { formatBytes, formatDuration } from '../kit/format.ts';

export interface Standing {
  /** Requests that left for elsewhere. */
  readonly foreign: number;
  /** Null = not scanned yet. */
  readonly findings: readonly Finding[] | null;
  readonly dataset: Dataset | null;
  readonly broken: number | null;
  /** Days until the first dataset must go, and which that is; null = no end is set. */
  readonly retention: { readonly dataset: string; readonly days: number } | null;
}

/** What the page opens with. */
export function governSentence({ foreign, findings, dataset, broken, retention }: Standing): string {
  const left = foreign === 0 ? 'Nothing left this device.' : `${counted(foreign, 'request')} went elsewhere since the start.`;
  if (broken !== null) return `${left} The audit log does not follow from entry ${broken} on.`;
  if (!dataset) return `${left} There are no data to answer for yet.`;
  if (findings === null) return `${left} The columns have not been looked at for personal data.`;
  const sensitive = dataset.columns.filter(({ role }) => role === 'sensitive').map(({ name }) => name);
  const signs = privacySigns(findings);
  const single =
    signs.together.length > 0
      ? `${signs.personal.length > 0 ? ', and' : ', but'} ${inWords(signs.together.length)} columns together single rows out`
      : '';
  const found = `${personalWords(signs)}${single}`;
  const perhaps = signs.guarded.filter((name) => !sensitive.includes(name));
  const ifPeople =
    perhaps.length === 0 || single !== ''
      ? ''
      : `; if the rows are people, ${listedNames(perhaps.slice(0, 3))} ${perhaps.length === 1 ? 'is' : 'are'} protected`;
  const kept = sensitive.length === 0 ? '' : `, ${listedNames(sensitive)} ${sensitive.length === 1 ? 'is' : 'are'} marked as sensitive`;
  const ends =
    retention === null
      ? ''
      : retention.days > 0
        ? `, and retention of ${quoted(retention.dataset)} ends in ${counted(retention.days, 'day')}`
        : `, and retention of ${quoted(retention.dataset)} has ended`;
  return `${left} ${capital(found)}${ifPeople}${kept}${ends}.`;
}

/** Of what the terms of a dataset speak. */
export const termsScope = ({ versions }: { readonly versions: number }, datasets: number): string =>
  `It holds for ${versions === 1 ? 'its one version and every later one' : `all ${formatNumber(versions)} versions of it`}${datasets > 1 ? '; each dataset of this project has its own' : ''}.`;

const termWords: Readonly<Record<keyof DataTerms, string>> = {
  owner: 'the owner',
  licence: 'the licence',
  legalBasis: 'what allows the use',
  purpose: 'the purpose',
  retentionDays: 'the days until deletion'
};

/** Where the terms of a table come from, beside what is said of itself: other names of its files, and the tables whose rows went into it. */
export function termsOrigin({ names, sources, from, inForce, budgetFrom }: DatasetTerms): string[] {
  const taken = termKeys.flatMap((key) =>
    from[key] ? [`${termWords[key]} (${String(inForce[key])}) from ${listedNames(from[key])}`] : []
  );
  return [
    names.length === 0 ? '' : `Files with other names are versions of it: ${listedNames(names)}.`,
    sources.length === 0
      ? ''
      : `Rows of ${listedNames(sources)} went into it, and the strictest terms hold${taken.length > 0 ? `: ${taken.join('; ')}` : ''}.`,
    sources.length === 0
      ? ''
      : `Answers with noise are paid from the budgets of all of them${budgetFrom ? `; that of ${quoted(budgetFrom)} leaves the least` : ''}.`
  ].filter((sentence) => sentence !== '');
}

/** "38 % of the quota", or that the browser does not say. */
export const quotaWords = (used: number, quota: number): string =>
  quota > 0 ? `${formatShare(used / quota)} of what the browser allows` : 'the browser does not say how much is allowed';

/** How a forecast of time held up. */
export function forecastWords({ fitMs, predictedMs }: Pick<Run, 'fitMs' | 'predictedMs'>): string {
  if (predictedMs === null) return 'not forecast';
  const ratio = fitMs / predictedMs;
  return `${formatDuration(predictedMs)}, ${ratio >= 1 ? `took ${formatNumber(Number(ratio.toPrecision(2)))} times that` : `took ${formatShare(ratio)} of it`}`;
}

/** The most memory a run held at once beside what was forecast. */
export function memoryWords({ peakBytes, predictedBytes }: Pick<Run, 'peakBytes' | 'predictedBytes'>): string {
  if (peakBytes === undefined) return 'not counted';
  return predictedBytes === undefined ? formatBytes(peakBytes) : `${formatBytes(peakBytes)}, forecast ${formatBytes(predictedBytes)}`;
}

/** Energy in a unit one can imagine. */
export function energyWords({ kwh, price, gramsCo2, factor }: Costs): string {
  const wh = kwh * 1000;
  const energy = wh < 0.01 ? `${formatNumber(Number((wh * 3600).toPrecision(2)))} joules` : `${formatNumber(Number(wh.toPrecision(2)))} Wh`;
  const cents = price < 0.01 ? 'less than a cent' : `${price.toFixed(2)} euro`;
  return `All training here took about ${energy} (${cents}, ${formatNumber(Number(gramsCo2.toPrecision(2)))} g of CO2), give or take a factor of ${factor}.`;
}

/** The entries that mention what is looked for, newest first. */
export function filterEntries(entries: readonly AuditEntry[], wanted: string, action: string): AuditEntry[] {
  const words = wanted.trim().toLowerCase();
  return entries
    .filter(
      (entry) =>
        (action === '' || entry.action === action) && (words === '' || `${entry.action} ${entry.detail}`.toLowerCase().includes(words))
    )
    .reverse();
}

/** kebab-case as words: "model-registered" is "model registered". */
export const actionWords = (action: string): string => action.replaceAll('-', ' ');

/** What columns give away, said about the last of them. */
export function uniqueWords(
  rows: number,
  step: { readonly column: string; readonly uniqueRows: number; readonly smallestGroup: number } | undefined,
  columns: number
): string {
  if (!step) return 'Choose a column to begin.';
  const share = rows === 0 ? 0 : step.uniqueRows / rows;
  return `${counted(columns, 'column')} ${columns === 1 ? 'makes' : 'make'} ${formatNumber(step.uniqueRows)} of ${counted(rows, 'row')} unique (${formatShare(share)}); the smallest group has ${counted(step.smallestGroup, 'row')}.`;
}

/** The version somebody would be given: the champion, else the latest. */
export const versionToGive = (versions: readonly ModelVersion[]): ModelVersion | undefined =>
  versions.find(({ aliases }) => aliases.includes('champion')) ?? versions.toSorted((a, b) => a.createdAt - b.createdAt).at(-1);
