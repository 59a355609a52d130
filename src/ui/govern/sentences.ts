import type { AuditEntry, Costs, Dataset, Finding, Run } from '../../app/lathe-api.ts';
import { counted, formatNumber, formatShare, listed } from '../../charts/format.ts';
import { formatDuration } from '../kit/format.ts';

export interface Standing {
  /** Requests that left for elsewhere. */
  readonly foreign: number;
  /** Null = not scanned yet. */
  readonly findings: readonly Finding[] | null;
  readonly dataset: Dataset | null;
  readonly broken: number | null;
  /** Days until the data must go; null = no end is set. */
  readonly retentionDays: number | null;
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** What the page opens with. */
export function governSentence({ foreign, findings, dataset, broken, retentionDays }: Standing): string {
  const left = foreign === 0 ? 'Nothing left this device.' : `${counted(foreign, 'request')} went elsewhere since the start.`;
  if (broken !== null) return `${left} The audit log does not follow from entry ${broken} on.`;
  if (!dataset) return `${left} There are no data to answer for yet.`;
  if (findings === null) return `${left} The columns have not been looked at for personal data.`;
  const sensitive = dataset.columns.filter(({ role }) => role === 'sensitive').map(({ name }) => name);
  const signs = findings.filter(({ code }) => code !== 'privacy-sensitive');
  const found =
    signs.length === 0
      ? 'no sign of personal data was found'
      : `${counted(signs.length, 'sign')} of personal data ${signs.length === 1 ? 'was' : 'were'} found`;
  const protectedNames = findings.filter(({ code }) => code === 'privacy-sensitive').flatMap(({ columns }) => columns);
  const perhaps = [...new Set(protectedNames)].filter((name) => !sensitive.includes(name));
  const ifPeople =
    perhaps.length === 0 ? '' : `; if the rows are people, ${listed(perhaps.slice(0, 3))} ${perhaps.length === 1 ? 'is' : 'are'} protected`;
  const kept = sensitive.length === 0 ? '' : `, ${listed(sensitive)} ${sensitive.length === 1 ? 'is' : 'are'} marked as sensitive`;
  const ends =
    retentionDays === null
      ? ''
      : retentionDays > 0
        ? `, and retention ends in ${counted(retentionDays, 'day')}`
        : ', and retention has ended';
  return `${left} ${capital(found)}${ifPeople}${kept}${ends}.`;
}

const DAY_MS = 86_400_000;

/** Days left of what was agreed; null where nothing was. */
export const daysLeft = (importedAt: number | undefined, retentionDays: unknown, now: number): number | null =>
  importedAt === undefined || typeof retentionDays !== 'number' ? null : Math.ceil((importedAt + retentionDays * DAY_MS - now) / DAY_MS);

/** "38 % of the quota", or that the browser does not say. */
export const quotaWords = (used: number, quota: number): string =>
  quota > 0 ? `${formatShare(used / quota)} of what the browser allows` : 'the browser does not say how much is allowed';

/** How a forecast of time held up. */
export function forecastWords({ fitMs, predictedMs }: Pick<Run, 'fitMs' | 'predictedMs'>): string {
  if (predictedMs === null) return 'not forecast';
  const ratio = fitMs / predictedMs;
  return `${formatDuration(predictedMs)}, ${ratio >= 1 ? `took ${formatNumber(Number(ratio.toPrecision(2)))} times that` : `took ${formatShare(ratio)} of it`}`;
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
