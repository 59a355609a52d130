import type { Dataset } from '../../app/api/data.ts';
import type { EvidencePlace } from '../../core/looks/story.ts';
import { proposePairs } from '../../core/geo.ts';
import { seriesColumns } from './series-words.ts';

/** What one can look at more closely, one thing at a time. */
export type Look = 'columns' | 'together' | 'linked' | 'time' | 'missing' | 'outliers' | 'quality' | 'compare' | 'map' | 'places' | 'texts';

/** The looks these data allow, in the order in which they are most often wanted. */
export function looksOf({ columns }: Pick<Dataset, 'columns'>): { value: Look; label: string }[] {
  const has = (...types: string[]) => columns.some(({ type }) => types.includes(type));
  const all: readonly (readonly [Look, string, boolean])[] = [
    ['columns', 'Columns', true],
    ['together', 'What goes together', columns.length > 1],
    ['linked', 'Linked views', has('number', 'integer', 'time', 'category', 'boolean')],
    ['time', 'Over time', has('time') && seriesColumns(columns).length > 0],
    ['missing', 'What is missing', true],
    ['outliers', 'Outliers', has('number', 'integer', 'time', 'category')],
    ['map', 'Map', columns.length > 2],
    ['places', 'Places', hasPlaces(columns)],
    ['texts', 'Texts', has('text')],
    ['quality', 'Quality', true],
    ['compare', 'Comparison', true]
  ];
  return all.filter(([, , can]) => can).map(([value, label]) => ({ value, label }));
}

function hasPlaces(columns: Dataset['columns']): boolean {
  const numbers = columns
    .filter(({ type, role }) => (type === 'number' || type === 'integer') && role !== 'ignore')
    .map(({ name }) => name);
  return columns.some(({ longitude }) => longitude !== undefined) || proposePairs(numbers).length > 0;
}

/** Where the evidence of a finding stands; those of the audit stand on the page itself. */
export const lookAt = (place: EvidencePlace): Look | null => (place === 'findings' ? null : place);
