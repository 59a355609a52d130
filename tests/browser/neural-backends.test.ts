import { afterEach, expect, test } from 'vitest';
import type { BackendId, Engine, Fit, FitContext } from '../../src/core/model.ts';
import { resolveParams } from '../../src/core/params.ts';
import { createRng } from '../../src/core/rng.ts';
import { cnn } from '../../src/neural/models/cnn.ts';
import { mlp } from '../../src/neural/models/mlp.ts';
import { tensorflowOf } from '../../src/neural/tensorflow.ts';
import { createBreathe } from '../../src/wire/breathe.ts';
import { openEngine, surveyBackends } from '../../workers/tensorflow.ts';
import { blots, rings } from '../neural/data.ts';

const breathe = createBreathe();
let last: Engine | null = null;

const contextOn = (backend: BackendId | 'auto', changes: Partial<FitContext> = {}): FitContext => ({
  signal: new AbortController().signal,
  breathe,
  onProgress: () => undefined,
  rng: createRng(4),
  onCurve: () => undefined,
  openEngine: async (needs) => (last = await openEngine(needs, backend)),
  ...changes
});

const tiny = { hiddenLayerSizes: [8], batchSize: 16, maxIter: 4, learningRateInit: 0.02, batchNorm: true };
const trainMlp = (backend: BackendId | 'auto', changes: Partial<FitContext> = {}): Promise<Fit> =>
  mlp.fit(rings(60), resolveParams('mlp', mlp.params, tiny), contextOn(backend, changes));
const trainCnn = (backend: BackendId): Promise<Fit> =>
  cnn.fit(
    blots(32, { width: 8, height: 6, channels: 1 }),
    resolveParams('cnn', cnn.params, { filters: [3, 4], denseUnits: 6, batchSize: 8, maxIter: 2, learningRateInit: 0.01 }),
    contextOn(backend)
  );

const losses = ({ curve }: Fit) => curve.flatMap(({ train, validation }) => [train, validation ?? 0]);
const largest = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

afterEach(() => (last = null));

test('all four backends are here, the GPU ones in software', async () => {
  const reports = await surveyBackends();
  expect(reports.filter(({ usable }) => usable).map(({ id }) => id)).toEqual(['webgpu', 'wasm', 'webgl', 'cpu']);
  expect(reports.filter(({ software }) => software).map(({ id }) => id)).toEqual(['webgpu', 'webgl']);
});

test.each(['wasm', 'webgpu', 'webgl'] as const)(
  'an MLP learns the same on %s as on plain JavaScript, and leaves no tensor',
  async (backend) => {
    const expected = await trainMlp('cpu');
    const before = tensorflowOf(await openEngine('dense', backend)).memory().numTensors;
    const fit = await trainMlp(backend);
    expect(fit.backend).toBe(backend);
    expect(fit.curve.length).toBe(expected.curve.length);
    expect(largest(losses(fit), losses(expected))).toBeLessThan(1e-4);
    expect(tensorflowOf(last!).memory().numTensors).toBe(before);
  }
);

test.each(['wasm', 'webgpu', 'webgl'] as const)('a convolutional network learns the same on %s as on plain JavaScript', async (backend) => {
  const expected = await trainCnn('cpu');
  const before = tensorflowOf(await openEngine('convolution', backend)).memory().numTensors;
  const fit = await trainCnn(backend);
  expect(largest(losses(fit), losses(expected))).toBeLessThan(1e-4);
  expect(tensorflowOf(last!).memory().numTensors).toBe(before);
});

test('left to itself it takes Wasm before a GPU in software, and says why', async () => {
  const { backend, notes } = await trainMlp('auto');
  expect(backend).toBe('wasm');
  expect(notes.find(({ code }) => code === 'backend')?.message).toBe('Trained on wasm: webgpu is out (it runs in software here).');
});

test('a WebGPU device lost in the middle is told as that, and the next training works', async () => {
  const destroy = () => (tensorflowOf(last!).backend() as unknown as { device: GPUDevice }).device.destroy();
  const broken = trainMlp('webgpu', { onCurve: ({ step }) => step === 2 && destroy() });
  await expect(broken).rejects.toMatchObject({ code: 'gpu-lost' });
  const again = await trainMlp('webgpu');
  expect(largest(losses(again), losses(await trainMlp('cpu')))).toBeLessThan(1e-4);
});

test('a WebGL context lost in the middle is told as that, and the next training works', async () => {
  const lose = () => {
    const { gl } = (tensorflowOf(last!).backend() as unknown as { gpgpu: { gl: WebGL2RenderingContext } }).gpgpu;
    gl.getExtension('WEBGL_lose_context')!.loseContext();
  };
  await expect(trainMlp('webgl', { onCurve: ({ step }) => step === 2 && lose() })).rejects.toMatchObject({ code: 'gpu-lost' });
  expect((await trainMlp('webgl')).curve).toHaveLength(4);
});
