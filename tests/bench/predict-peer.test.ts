import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { SummedTrees } from '../../src/core/summed-trees.ts';
import { createRng, normal } from '../../src/core/rng.ts';
import { fastTreeSums } from '../../src/kernels/tree-sums/fast-tree-sums.ts';
import { modelScorers } from '../../src/predict/model-registry.ts';
import { classTarget, dataOf, fitModel, numberTable } from '../stages/train/support.ts';
import { onnxOf } from './onnx-trees.ts';
import { processorSeconds } from './processor.ts';

const [ROWS, COLS, ROUNDS] = [20_000, 30, 15];
/** Where onnxruntime-web lies: it is no dependency (`npm install --no-save onnxruntime-web`). */
const PEER = process.env['LATHE_BENCH_ORT'] ?? 'onnxruntime-web';

interface Runtime {
  readonly env: { readonly wasm: { numThreads: number } };
  readonly InferenceSession: { create(model: Uint8Array): Promise<Session> };
  readonly Tensor: new (type: string, values: Float32Array, dims: readonly number[]) => unknown;
}
interface Session {
  run(
    feeds: Readonly<Record<string, unknown>>,
    wanted: readonly string[]
  ): Promise<Readonly<Record<string, { readonly data: Float32Array }>>>;
}

const openRuntime = (): Promise<Runtime | null> =>
  import(/* @vite-ignore */ PEER.startsWith('/') ? pathToFileURL(PEER).href : PEER).catch(() => null) as Promise<Runtime | null>;

/** Rounded to single precision, so that both see the same values. */
function makeData() {
  const rng = createRng(5);
  const columns = Array.from({ length: COLS }, () => Float64Array.from({ length: ROWS }, () => Math.fround(normal(rng))));
  const signal = (i: number) => columns[0]![i]! + columns[1]![i]! * columns[2]![i]! + normal(rng);
  const target = classTarget(Array.from({ length: ROWS }, (_, i) => (signal(i) > 0 ? 'b' : 'a')), ['a', 'b']); // prettier-ignore
  return { columns, features: numberTable(Object.fromEntries(columns.map((values, j) => [`x${j}`, values]))), target };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

test(`${ROWS} rows through 100 trees of 31 leaves, one thread, warm`, async () => {
  const { columns, features, target } = makeData();
  const { state } = await fitModel('boosting', dataOf(features, target), { earlyStopping: 'off' });
  const openTrees = (await fastTreeSums())!;
  const plain = modelScorers.get('boosting').compile(state);
  const fast = modelScorers.get('boosting').compile(state, { openTrees });
  const ways: Record<string, () => unknown> = {
    'Lathe, row by row': () => plain(features),
    'Lathe, 64 rows at a time': () => fast(features)
  };
  expect(fast(features)).toEqual(plain(features));
  const runtime = await openRuntime();
  if (runtime) {
    runtime.env.wasm.numThreads = 1;
    const model = onnxOf({ ...(state as unknown as SummedTrees), outputs: 1 }, (state['start'] as Float64Array)[0]!);
    const session = await runtime.InferenceSession.create(model);
    const rows = Float32Array.from({ length: ROWS * COLS }, (_, at) => columns[at % COLS]![Math.floor(at / COLS)]!);
    const x = new runtime.Tensor('float32', rows, [ROWS, COLS]);
    ways['onnxruntime-web'] = () => session.run({ x }, ['shares']);
    const { data } = (await session.run({ x }, ['shares']))['shares']!;
    const far = Array.from(plain(features), (value, at) => Math.abs(value - data[at]!)).sort((a, b) => b - a);
    console.log(`largest difference to onnxruntime-web ${far[0]!}, ${far.filter((off) => off > 1e-5).length} above 1e-5`);
  } else console.log('No onnxruntime-web here: own times only.');
  const spent = await alternate(ways);
  const own = median(spent['Lathe, 64 rows at a time']!);
  console.table(Object.fromEntries(Object.entries(spent).map(([way, times]) => [way, { 'processor ms': (1000 * median(times)).toFixed(1), 'Lathe takes': `${(own / median(times)).toFixed(2)} x` }]))); // prettier-ignore
});

async function alternate(ways: Readonly<Record<string, () => unknown>>): Promise<Record<string, number[]>> {
  const spent: Record<string, number[]> = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  for (let round = -3; round < ROUNDS; round++) {
    for (const [way, work] of Object.entries(ways)) {
      const before = processorSeconds();
      await work();
      if (round >= 0) spent[way]!.push(processorSeconds() - before);
    }
  }
  return spent;
}
