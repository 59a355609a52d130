import type { Finding } from '../../../../core/finding.ts';
import { isOnEarth, proposePairs, type GeoPair } from '../../../../core/geo.ts';
import type { NumberColumn } from '../../../../core/table.ts';
import { counted, quoted } from '../../../../core/words.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';

/** Where fewer rows name points of the earth, names alone made these columns look like degrees. */
const LEAST_ON_EARTH = 0.5;
const FEWEST_SWAPPED = 3;

/** Rows of latitude and longitude that are no point of the earth, that stand at 0, 0, or whose two numbers have changed places. */
export const places: AuditCheck = {
  id: 'places',
  doc: 'Latitudes and longitudes that are no point of the earth, stand at 0, 0 where hardly any row does, or have changed places.',
  run: (input) => pairsOf(input).flatMap((pair) => findingsOf(pair, input))
};

/** Those a person named first, then those that names propose. */
function pairsOf({ schema }: AuditInput): GeoPair[] {
  const said = schema.flatMap(({ name, longitude }) => (longitude === undefined ? [] : [{ latitude: name, longitude }]));
  const numbers = schema.filter(({ type, role }) => (type === 'number' || type === 'integer') && role !== 'ignore').map(({ name }) => name);
  const taken = new Set(said.flatMap(({ latitude, longitude }) => [latitude, longitude]));
  return [...said, ...proposePairs(numbers.filter((name) => !taken.has(name)))];
}

function findingsOf({ latitude, longitude }: GeoPair, { table, schema }: AuditInput): Finding[] {
  const valuesOf = (name: string) =>
    table.columns.find((column): column is NumberColumn => column.kind === 'number' && column.name === name)?.values;
  const [lats, lons] = [valuesOf(latitude), valuesOf(longitude)];
  if (!lats || !lons) return [];
  const off: number[] = [];
  const swapped: number[] = [];
  const zero: number[] = [];
  let rows = 0;
  for (let row = 0; row < lats.length; row++) {
    const [lat, lon] = [lats[row]!, lons[row]!];
    if (lat !== lat || lon !== lon) continue;
    rows++;
    if (lat === 0 && lon === 0) zero.push(row);
    else if (!isOnEarth(lat, lon)) (isOnEarth(lon, lat) ? swapped : off).push(row);
  }
  const isSaid = schema.some(({ name, longitude: partner }) => name === latitude && partner !== undefined);
  if (rows === 0 || (!isSaid && off.length + swapped.length > (1 - LEAST_ON_EARTH) * rows)) return [];
  const isSwap = swapped.length >= FEWEST_SWAPPED;
  const pair = { columns: [latitude, longitude], rows };
  return [
    ...finding(
      isSwap ? off : [...off, ...swapped].sort((a, b) => a - b),
      pair,
      'off-earth',
      'no point of the earth: latitudes go from -90 to 90, longitudes from -180 to 180'
    ),
    ...(isSwap ? finding(swapped, pair, 'swapped-degrees', 'a point of the earth only with latitude and longitude changed round') : []),
    ...finding(zero, pair, 'null-island', 'at 0, 0, in the sea south of Ghana, which is where programs put what they do not know')
  ];
}

function finding(found: readonly number[], { columns, rows }: { columns: string[]; rows: number }, code: string, what: string): Finding[] {
  if (found.length === 0 || found.length === rows) return [];
  const [one, many] = code === 'null-island' ? ['row stands', 'rows stand'] : ['row is', 'rows are'];
  return [
    {
      code,
      severity: 'warning',
      columns,
      message: `${counted(found.length, one, many)} ${what} (${quoted(columns[0]!)}, ${quoted(columns[1]!)}).`,
      hint:
        code === 'swapped-degrees'
          ? 'Change the two round in these rows, or set them aside.'
          : 'Make both missing in these rows, or set the rows aside.',
      evidence: { rows, found: found.length, rowNumbers: Uint32Array.from(found) }
    }
  ];
}
