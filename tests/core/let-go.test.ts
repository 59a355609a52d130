import { expect, test } from 'vitest';
import { letGo, releaseBuffer } from '../../src/core/let-go.ts';
import { textColumn } from '../../src/core/table.ts';

/** A buffer of an engine that can move memory, whichever runs this. */
function movable(isDetached = false) {
  const moved: number[] = [];
  const buffer = Object.assign(new ArrayBuffer(8), { transfer: (length: number) => (moved.push(length), new ArrayBuffer(length)) });
  Object.defineProperty(buffer, 'detached', { value: isDetached });
  return { buffer, moved };
}

test('the memory of a column is moved to a buffer of no length', () => {
  const { buffer, moved } = movable();
  letGo([{ kind: 'number', name: 'x', values: new Float64Array(buffer) }]);
  expect(moved).toEqual([0]);
});

test('what was given back is not given back again', () => {
  const { buffer, moved } = movable(true);
  releaseBuffer(buffer);
  expect(moved).toEqual([]);
});

test('columns of every kind can be let go, twice', () => {
  const columns = [
    { kind: 'time' as const, name: 't', values: new Float64Array(2) },
    { kind: 'category' as const, name: 'c', codes: new Int32Array(2), labels: ['a'] },
    textColumn('s', ['a', null]),
    { kind: 'image' as const, name: 'p', width: 1, height: 1, channels: 1 as const, pixels: new Uint8Array(2) }
  ];
  letGo(columns);
  expect(() => letGo(columns)).not.toThrow();
});
