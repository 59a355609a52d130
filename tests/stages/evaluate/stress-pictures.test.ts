import { expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import type { ImageColumn } from '../../../src/core/table.ts';
import { stresses } from '../../../src/stages/evaluate/stress/registry.ts';
import type { ValueStress } from '../../../src/stages/evaluate/stress/stress-type.ts';
import { usualValues } from '../../../src/stages/evaluate/stress/usual-values.ts';
import reference from '../../reference/stress_pictures.json' with { type: 'json' };

const { height, width } = reference;
const picture = (values: readonly number[]): ImageColumn => ({
  ...{ kind: 'image', name: 'picture', height, width, channels: values.length === height * width ? 1 : 3 },
  pixels: Uint8Array.from(values)
});
const broken = (id: string, values: readonly number[], dose: number, seed = 1) => {
  const column = picture(values);
  const how = { params: {}, type: 'image' as const, usual: usualValues(column), rng: createRng(seed) };
  return [...((stresses.get(id) as ValueStress).apply(column, dose, how as never) as ImageColumn).pixels];
};
const furthest = (ours: readonly number[], theirs: readonly number[]) => Math.max(...ours.map((value, i) => Math.abs(value - theirs[i]!)));

test.each(['50', '10'] as const)('JPEG of quality %s is what Pillow makes of it, but for what it rounds between', (quality) => {
  expect(furthest(broken('jpeg', reference.grey, 100 - Number(quality)), reference.jpeg[quality].grey)).toBeLessThanOrEqual(2);
  // a wave that lies on half a step is rounded up by the one and down by the other, and its block with it: one of 27 here
  const colour = broken('jpeg', reference.colour, 100 - Number(quality));
  const isOff = (at: number) => Math.abs(colour[at]! - reference.jpeg[quality].colour[at]!) > 2;
  const offBlocks = new Set([...colour.keys()].filter(isOff).map((at) => `${Math.floor(at / (24 * width))} ${Math.floor((Math.floor(at / 3) % width) / 8)}`)); // prettier-ignore
  expect(offBlocks.size).toBeLessThanOrEqual(quality === '50' ? 1 : 0);
});

test.each(['1', '2'] as const)('a blur of %s pixels is that of SciPy', (sigma) => {
  expect(furthest(broken('blur', reference.grey, Number(sigma)), reference.blur[sigma])).toBeLessThanOrEqual(1);
});

test('a turned picture is that of SciPy, turned one way or the other', () => {
  const off = [1, 2, 3, 4].map((seed) => {
    const ours = broken('rotation', reference.grey, 20, seed);
    return Math.min(furthest(ours, reference.turned['20']), furthest(ours, reference.turned['-20']));
  });
  expect(Math.max(...off)).toBeLessThanOrEqual(1);
});
