import { describe, expect, test } from 'vitest';
import { isOnEarth, kmBetween, meanPlace, placeWords, proposePairs } from '../../src/core/geo.ts';

describe('pairs of degrees by their names', () => {
  test.each([
    [['lat', 'lon', 'price'], [['lat', 'lon']]],
    [['Longitude', 'Latitude'], [['Latitude', 'Longitude']]],
    [['pickup_latitude', 'pickup_longitude', 'dropoff_latitude', 'dropoff_longitude'], [['pickup_latitude', 'pickup_longitude'], ['dropoff_latitude', 'dropoff_longitude']]], // prettier-ignore
    [['startLat', 'startLng', 'endLat'], [['startLat', 'startLng']]],
    [['geo.lat', 'geo.long'], [['geo.lat', 'geo.long']]],
    [['plate', 'long_name', 'flat', 'relation'], []],
    [['latency', 'longitude'], []],
    [['lat'], []]
  ])('%j', (names, pairs) => {
    expect(proposePairs(names).map(({ latitude, longitude }) => [latitude, longitude])).toEqual(pairs);
  });
});

test('great-circle distances: a degree of the equator, a quarter of the earth, and across the date line', () => {
  expect(kmBetween(0, 0, 0, 1)).toBeCloseTo((2 * Math.PI * 6371.0088) / 360, 6);
  expect(kmBetween(0, 0, 90, 0)).toBeCloseTo((Math.PI * 6371.0088) / 2, 6);
  expect(kmBetween(10, 179.5, 10, -179.5)).toBeCloseTo(kmBetween(10, 0, 10, 1), 6);
  // Berlin to Paris: 878 km on the ellipsoid.
  expect(Math.abs(kmBetween(52.52, 13.405, 48.8566, 2.3522) / 878 - 1)).toBeLessThan(0.006);
});

test('the middle of places on both sides of the date line is on it; opposite places have none', () => {
  const middle = meanPlace([0, 0], [170, -170])!;
  expect(Math.abs(middle.longitude)).toBeCloseTo(180, 6);
  expect(meanPlace([0, 0], [0, 180])).toBeNull();
});

test('what is a point of the earth, and how it is said', () => {
  expect([isOnEarth(90, 180), isOnEarth(-90, 359), isOnEarth(91, 0), isOnEarth(0, -181)]).toEqual([true, true, false, false]);
  expect(placeWords(48.137, 11.575)).toBe('48.14 N, 11.57 E');
  expect(placeWords(-33.9, 290)).toBe('33.90 S, 70.00 W');
});
