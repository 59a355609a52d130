import type { GeoPair } from '../../../core/geo.ts';
import { isOnEarth, kmBetween, meanPlace, placeWords } from '../../../core/geo.ts';
import type { PlacesReport } from '../../../core/looks/places.ts';
import { brief, counted } from '../../../core/words.ts';
import { evenRows } from '../even-sample.ts';

/** More can't be told apart in a picture. */
const MOST_DRAWN = 5000;

/**
 * Where the rows of two columns lie.
 * @param latitudes degrees, one a row, NaN = missing
 * @param longitudes the same
 */
export function describePlaces(pair: GeoPair, isSaid: boolean, latitudes: Float64Array, longitudes: Float64Array): PlacesReport {
  const both: number[] = [];
  let [offEarth, atZero] = [0, 0];
  for (let row = 0; row < latitudes.length; row++) {
    const [lat, lon] = [latitudes[row]!, longitudes[row]!];
    if (lat !== lat || lon !== lon) continue;
    if (!isOnEarth(lat, lon)) offEarth++;
    else if (lat === 0 && lon === 0) atZero++;
    else both.push(row);
  }
  const [lats, lons] = [both.map((row) => latitudes[row]!), both.map((row) => longitudes[row]!)];
  const centre = both.length === 0 ? null : meanPlace(lats, lons);
  const halfWithinKm = centre && middleDistance(centre, lats, lons);
  const rows = both.length + offEarth + atZero;
  const drawn = evenRows(both.length, MOST_DRAWN) ?? both.map((_, i) => i);
  const facts = { pair, isSaid, rows, without: latitudes.length - rows, offEarth, atZero, centre, halfWithinKm };
  return {
    ...facts,
    latitudes: Float64Array.from(drawn, (i) => lats[i]!),
    longitudes: Float64Array.from(drawn, (i) => lons[i]!),
    said: sayPlaces(facts)
  };
}

function middleDistance(centre: { latitude: number; longitude: number }, lats: readonly number[], lons: readonly number[]): number {
  const distances = Float64Array.from(lats, (lat, i) => kmBetween(centre.latitude, centre.longitude, lat, lons[i]!)).sort();
  return distances[(distances.length - 1) >> 1]!;
}

function sayPlaces({ rows, offEarth, atZero, centre, halfWithinKm }: Omit<PlacesReport, 'latitudes' | 'longitudes' | 'said'>): string {
  const good = rows - offEarth - atZero;
  if (good === 0) return 'No row says a place.';
  const spread =
    centre && halfWithinKm !== null
      ? `Half of ${counted(good, 'place lies', 'places lie')} within ${brief(halfWithinKm)} km of ${placeWords(centre.latitude, centre.longitude)}.`
      : `${counted(good, 'place lies', 'places lie')} all around the earth.`;
  const odd = [
    ...(offEarth > 0 ? [`${counted(offEarth, 'row names', 'rows name')} no point of the earth`] : []),
    ...(atZero > 0 ? [`${counted(atZero, 'row stands', 'rows stand')} at 0, 0`] : [])
  ];
  return odd.length === 0 ? spread : `${spread} ${odd.join(', and ')}: not drawn.`;
}
