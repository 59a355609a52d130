import { noPlaces } from '../../core/errors/exploring.ts';
import { proposePairs, type GeoPair } from '../../core/geo.ts';
import type { PlacesReport } from '../../core/looks/places.ts';
import type { NumberColumn } from '../../core/table.ts';
import { describePlaces } from '../../stages/explore/places/describe-places.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { JobServices } from '../services.ts';

/**
 * Where the rows of a version are, by each of its pairs of latitude and longitude: those a person named, then those whose names say so.
 * @throws LatheError `no-places` where there is no pair
 */
export async function lookAtPlaces({ datasetId }: { readonly datasetId: string }, { storage }: JobServices): Promise<PlacesReport[]> {
  const dataset = await storage.datasets.get(datasetId);
  const pairs = pairsOf(dataset);
  if (pairs.length === 0) throw noPlaces();
  const reports: PlacesReport[] = [];
  for (const { isSaid, ...pair } of pairs) {
    const { columns } = await storage.datasets.readTable(datasetId, [pair.latitude, pair.longitude]);
    const valuesOf = (name: string) => (columns.find((column) => column.name === name) as NumberColumn).values;
    reports.push(describePlaces(pair, isSaid, valuesOf(pair.latitude), valuesOf(pair.longitude)));
  }
  return reports;
}

function pairsOf({ columns }: DatasetRecord): (GeoPair & { readonly isSaid: boolean })[] {
  const said = columns.flatMap(({ name, longitude }) => (longitude === undefined ? [] : [{ latitude: name, longitude, isSaid: true }]));
  const taken = new Set(said.flatMap(({ latitude, longitude }) => [latitude, longitude]));
  const numbers = columns
    .filter(({ kind, name, role }) => kind === 'number' && role !== 'ignore' && !taken.has(name))
    .map(({ name }) => name);
  return [...said, ...proposePairs(numbers).map((pair) => ({ ...pair, isSaid: false }))];
}
