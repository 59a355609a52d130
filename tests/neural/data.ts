import { createRng, normal } from '../../src/core/rng.ts';
import type { TrainingData } from '../../src/core/model.ts';
import type { ImageColumn, Table } from '../../src/core/table.ts';

export function numbers(columns: Readonly<Record<string, readonly number[]>>): Table {
  const entries = Object.entries(columns);
  return {
    rows: entries[0]?.[1].length ?? 0,
    columns: entries.map(([name, values]) => ({ kind: 'number', name, values: Float64Array.from(values) }))
  };
}

/** Two rings, one inside the other: no straight line divides them. */
export function rings(rows: number, seed = 1): TrainingData {
  const rng = createRng(seed);
  const codes = Int32Array.from({ length: rows }, (_, i) => i % 2);
  const points = Array.from(codes, (code) => {
    const angle = 2 * Math.PI * rng();
    const radius = 1 + code + 0.15 * normal(rng);
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
  });
  const features = numbers({ x: points.map(([x]) => x), y: points.map(([, y]) => y) });
  return { features, target: { kind: 'classes', name: 'ring', codes, labels: ['inner', 'outer'] }, weights: null };
}

/** y = 1000 + 300 * (sin 2a + b) in an unfriendly unit. */
export function waves(rows: number, seed = 1): TrainingData {
  const rng = createRng(seed);
  const a = Array.from({ length: rows }, () => 2 * rng() - 1);
  const b = Array.from({ length: rows }, () => 2 * rng() - 1);
  const values = Float64Array.from(a, (value, i) => 1000 + 300 * (Math.sin(2 * value) + b[i]!));
  return { features: numbers({ a, b }), target: { kind: 'numbers', name: 'height', values }, weights: null };
}

/** Share of rows whose most probable class is the right one. */
export function accuracy(probabilities: Float64Array, codes: Int32Array, outputs: number): number {
  const right = codes.reduce((sum, code, row) => {
    const scores = probabilities.subarray(row * outputs, (row + 1) * outputs);
    return sum + (scores.indexOf(Math.max(...scores)) === code ? 1 : 0);
  }, 0);
  return right / codes.length;
}

/** Random images of one colour each, brighter in class 1. */
export function blots(rows: number, shape: Pick<ImageColumn, 'width' | 'height' | 'channels'>): TrainingData {
  const rng = createRng(2);
  const size = shape.width * shape.height * shape.channels;
  const pixels = Uint8Array.from({ length: rows * size }, (_, i) => 60 + (Math.floor(i / size) % 2) * 80 + 60 * rng());
  const column: ImageColumn = { kind: 'image', name: 'picture', ...shape, pixels };
  return {
    features: { rows, columns: [column] },
    target: { kind: 'classes', name: 'kind', codes: Int32Array.from({ length: rows }, (_, i) => i % 2), labels: ['dark', 'light'] },
    weights: null
  };
}
