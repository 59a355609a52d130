import { expect, test } from 'vitest';
import { MissingMarkers, usualMarkers } from '../../../../src/stages/ingest/csv/missing-markers.ts';

const mayBe = (markers: MissingMarkers, text: string) => {
  const bytes = new TextEncoder().encode(`,${text},`);
  return markers.mayBe(bytes, 1, bytes.length - 1);
};

test('the quick look lets every marker through, in small and large letters', () => {
  const own = ['k.A.', 'ńd', 'ß', 'neznámé', 'x'.repeat(40), 'µ'];
  for (const [list, markers] of [
    [usualMarkers, new MissingMarkers()],
    [own, new MissingMarkers(own)]
  ] as const) {
    for (const marker of list) {
      for (const form of [marker, marker.toLowerCase(), marker.toUpperCase()])
        expect([form, markers.has(form) && !mayBe(markers, form)]).toEqual([form, false]);
    }
  }
  expect(mayBe(new MissingMarkers(), '')).toBe(true);
});

test('most values are told from markers by their first byte and their length', () => {
  const markers = new MissingMarkers();
  for (const value of ['Oslo', 'note 17', 'nice', '-12', '2024-01-01'])
    expect([value, mayBe(markers, value)]).toEqual([value, value === 'nice']);
});
