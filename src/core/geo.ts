/** Two columns that say together where something is, in degrees. */
export interface GeoPair {
  readonly latitude: string;
  readonly longitude: string;
}

const LATITUDE = /(^|[^a-z])(lat|latitude)(?![a-z])/;
const LONGITUDE = /(^|[^a-z])(lon|lng|long|longitude)(?![a-z])/;

/** Columns whose names say "latitude" and "longitude" and are the same but for that: `lat` and `lon`, `pickup_latitude` and `pickup_longitude`. */
export function proposePairs(names: readonly string[]): GeoPair[] {
  const rest = (name: string, word: RegExp) => (word.test(spelled(name)) ? spelled(name).replace(word, '$1*') : null);
  const longitudes = new Map<string, string>();
  for (const name of names) {
    const key = rest(name, LONGITUDE);
    if (key !== null && !longitudes.has(key)) longitudes.set(key, name);
  }
  return names.flatMap((latitude) => {
    const longitude = longitudes.get(rest(latitude, LATITUDE) ?? '');
    return longitude === undefined || longitude === latitude ? [] : [{ latitude, longitude }];
  });
}

/** `pickupLat` and `PICKUP_LAT` as `pickup_lat`. */
const spelled = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** Whether degrees name a point of the earth. Longitudes are counted from -180 to 180, or from 0 to 360. */
export const isOnEarth = (latitude: number, longitude: number): boolean =>
  Math.abs(latitude) <= 90 && longitude >= -180 && longitude <= 360;

const EARTH_KM = 6371.0088;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance on a sphere of the earth's mean radius, kilometres: off by 0.6 % at most. The haversine formula (Sinnott, 1984). */
export function kmBetween(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const a =
    Math.sin(radians(lat2 - lat1) / 2) ** 2 + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(radians(lon2 - lon1) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(a)));
}

/** The point nearest to all in the mean of their directions; null where they cancel out. Degrees. */
export function meanPlace(latitudes: ArrayLike<number>, longitudes: ArrayLike<number>): { latitude: number; longitude: number } | null {
  let [x, y, z] = [0, 0, 0];
  for (let i = 0; i < latitudes.length; i++) {
    const [lat, lon] = [radians(latitudes[i]!), radians(longitudes[i]!)];
    x += Math.cos(lat) * Math.cos(lon);
    y += Math.cos(lat) * Math.sin(lon);
    z += Math.sin(lat);
  }
  const length = Math.hypot(x, y, z);
  if (!(length > 1e-9 * latitudes.length)) return null;
  const degrees = (angle: number) => (angle * 180) / Math.PI;
  return { latitude: degrees(Math.asin(z / length)), longitude: degrees(Math.atan2(y, x)) };
}

/** "48.14 N, 11.58 E". */
export function placeWords(latitude: number, longitude: number): string {
  const side = (value: number, positive: string, negative: string) => `${Math.abs(value).toFixed(2)} ${value < 0 ? negative : positive}`;
  const turned = longitude > 180 ? longitude - 360 : longitude;
  return `${side(latitude, 'N', 'S')}, ${side(turned, 'E', 'W')}`;
}
