import { expect, test } from 'vitest';
import type { BackendReport } from '../../workers/tensorflow/backend-report.ts';
import { ladder } from '../../workers/tensorflow/ladder.ts';

const all: BackendReport[] = [
  { id: 'webgpu', usable: true },
  { id: 'wasm', usable: true },
  { id: 'webgl', usable: true },
  { id: 'cpu', usable: true }
];
const withChanges = (changes: Partial<Record<BackendReport['id'], Partial<BackendReport>>>) =>
  all.map((report) => ({ ...report, ...changes[report.id] }));
const order = (reports: BackendReport[], needs: 'dense' | 'convolution') => ladder(reports, needs, 'auto').map(({ id }) => id);

test('the GPU comes first, and WebGL before Wasm for convolutions only', () => {
  expect(order(all, 'dense')).toEqual(['webgpu', 'wasm', 'webgl', 'cpu']);
  expect(order(all, 'convolution')).toEqual(['webgpu', 'webgl', 'wasm', 'cpu']);
});

test('a GPU in software comes last, and the reason says so', () => {
  const reports = withChanges({ webgpu: { software: true }, webgl: { software: true } });
  expect(order(reports, 'convolution')).toEqual(['wasm', 'cpu', 'webgpu', 'webgl']);
  expect(ladder(reports, 'dense', 'auto')[0]).toEqual({ id: 'wasm', reason: 'webgpu is out (it runs in software here).' });
});

test('what is not usable is left out, with its reason on the next rung', () => {
  const reports = withChanges({ webgpu: { usable: false, reason: 'no adapter' } });
  expect(ladder(reports, 'dense', 'auto')[0]).toEqual({ id: 'wasm', reason: 'webgpu is out (no adapter).' });
});

test('a backend asked for by name is taken, software or not, and refused when it is not usable', () => {
  expect(ladder(withChanges({ webgpu: { software: true } }), 'dense', 'webgpu')).toEqual([
    { id: 'webgpu', reason: 'asked for by name; it runs in software here, which is slow.' }
  ]);
  const none = withChanges({ webgpu: { usable: false, reason: 'no adapter' } });
  expect(() => ladder(none, 'dense', 'webgpu')).toThrow(
    expect.objectContaining({ code: 'no-backend', message: expect.stringContaining('no adapter') as string }) as Error
  );
});
