import type { VersionDiff } from '../../../app/api/shaping.ts';
import { formatNumber } from '../../../charts/format.ts';
import { capital, counted, listedNames, quoted } from '../../../core/words.ts';
import { markWords } from '../mark-words.ts';

/** What happened to the rows, in a sentence. */
export function rowSentence({ by, key, added, removed, changed, same, before, after }: VersionDiff['rows']): string {
  if (added + removed + changed === 0) return before === 0 ? 'Both have no rows.' : `All ${counted(after, 'row')} are the same.`;
  const parts = [
    ...(added > 0 ? [`${counted(added, 'row')} added`] : []),
    ...(removed > 0 ? [`${counted(removed, 'row')} removed`] : []),
    ...(changed > 0 ? [`${counted(changed, 'row')} changed`] : []),
    `${formatNumber(same)} the same`
  ];
  const how = by === 'key' ? `told apart by ${listedNames(key)}` : 'compared by their content: a changed row counts as removed and added';
  return `${parts.join(', ')}; ${how}.`;
}

/** What happened to the columns, a sentence each; empty when nothing did. */
export function schemaSentences({ added, removed, renamed, retyped, roles, marks, reordered }: VersionDiff['schema']): string[] {
  return [
    ...(added.length > 0 ? [`New: ${listedNames(added)}.`] : []),
    ...(removed.length > 0 ? [`Gone: ${listedNames(removed)}.`] : []),
    ...renamed.map(({ from, to }) => `${quoted(from)} is called ${quoted(to)} now.`),
    ...retyped.map(({ name, from, to }) => `${quoted(name)} became ${to} (was ${from}).`),
    ...roles.map(({ name, from, to }) => `${quoted(name)} has the role ${to} (was ${from}).`),
    ...marks.map((change) => `${capital(markWords(change))}.`),
    ...(reordered ? ['The columns stand in another order.'] : [])
  ];
}

const SURE = 0.05;

/** What happened to the distributions, in a sentence. */
export function shiftSentence(shifts: VersionDiff['shifts']): string {
  const clear = shifts.filter(({ pValue }) => pValue !== null && pValue < SURE);
  if (shifts.length === 0) return 'No column that both have holds other values.';
  if (clear.length === 0) return `Of ${counted(shifts.length, 'column')} with other values, none is distributed clearly otherwise.`;
  return `${listedNames(clear.map(({ column }) => column))} ${clear.length === 1 ? 'is' : 'are'} distributed otherwise (p under ${SURE} after correction for ${counted(shifts.length, 'column')}).`;
}

/** A p-value as one reads it. */
export function pWords(pValue: number | null): string {
  if (pValue === null) return 'not tested';
  return pValue < 0.001 ? '< 0.001' : pValue.toFixed(3);
}
