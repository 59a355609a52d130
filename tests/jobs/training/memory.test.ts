import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { watchPageMemory } from '../../../src/app/page-memory.ts';
import { tableBytes } from '../../../src/core/table-bytes.ts';
import { categoryColumn, textColumn, type Table } from '../../../src/core/table.ts';
import { viewRows } from '../../../src/core/table-view.ts';
import { MemoryMeter } from '../../../src/jobs/training/memory-meter.ts';
import { countWasm, noteWasm } from '../../../src/kernels/count-wasm.ts';
import { openDoor } from '../../app/door/open-door.ts';

const numbers = (name: string, rows: number) => ({ kind: 'number' as const, name, values: new Float64Array(rows) });
const table = (...columns: Table['columns']): Table => ({ rows: 100, columns });

describe('bytes that are counted', () => {
  test('are those of the arrays, each buffer once', () => {
    const [a, b] = [numbers('a', 100), numbers('b', 100)];
    expect(
      tableBytes(
        table(
          a,
          b,
          categoryColumn(
            'c',
            Array.from({ length: 100 }, () => 'x')
          )
        )
      )
    ).toBe(800 + 800 + 400);
    expect(tableBytes(table(a, b), table(b))).toBe(1600);
    expect(tableBytes(table(textColumn('t', ['ab', null])))).toBe(2 + 3 * 4 + 2);
  });

  test('of a large view are none: its columns are copied while they are read', () => {
    const whole = table(numbers('a', 100));
    expect(tableBytes(viewRows(whole, Uint32Array.of(1, 2), 0))).toBe(0);
    expect(tableBytes(viewRows(whole, Uint32Array.of(1, 2)))).toBe(16);
  });

  test('of WebAssembly are those of the instances made meanwhile, at their end', () => {
    const before = new WebAssembly.Memory({ initial: 9 });
    noteWasm({ memory: before });
    const [outer, memory] = [countWasm(), new WebAssembly.Memory({ initial: 1 })];
    const inner = countWasm();
    noteWasm({ memory });
    noteWasm({});
    memory.grow(2);
    expect([inner(), outer()]).toEqual([3 * 65_536, 3 * 65_536]);
  });

  test('the largest fit counts, beside what is held all along', async () => {
    const meter = new MemoryMeter(table(numbers('a', 100)));
    expect(meter.peakBytes).toBe(800);
    await meter.during(async (held) => held.tables(table(numbers('b', 50))));
    await meter.during(async (held) => held.bytes(100));
    await expect(meter.during(async () => Promise.reject(new Error('stopped')))).rejects.toThrow('stopped');
    expect(meter.peakBytes).toBe(1200);
  });
});

test('a run says what it held, and the next one is foretold by it', async () => {
  const lathe = await openDoor();
  const csv = (rows: number) =>
    `x,y,kind\n${Array.from({ length: rows }, (_, i) => `${i % 97},${(i * 7) % 89},${(i * 5) % 9 > 4 ? 'a' : 'b'}`).join('\n')}\n`;
  const made = async (rows: number) => {
    const project = await lathe.projects.create({ name: 'Memory' });
    await project.data.importCsv(csv(rows), { name: 'rows' });
    await project.problem.set({ task: 'classification', target: 'kind', metric: 'log_loss' });
    await project.split.set({ kind: 'random', seed: 1 });
    return project;
  };
  const spec = { model: 'boosting', params: { maxIter: 10 } };
  const small = await made(400);
  expect(await small.forecastRange([spec])).toEqual([null]);
  const first = await small.train(spec);
  expect(first.predictedBytes).toBeUndefined();
  // Two columns of 400 rows are there all along.
  expect(first.peakBytes!).toBeGreaterThan(400 * 2 * 8);
  const large = await made(8000);
  const [forecast] = await large.forecastRange([spec]);
  const second = await large.train(spec);
  expect(second.predictedBytes).toBe(forecast!.memory!.bytes);
  expect(second.peakBytes!).toBeGreaterThan(8000 * 2 * 8);
  expect(second.peakBytes!).toBeGreaterThan(forecast!.memory!.low);
  expect(second.peakBytes!).toBeLessThan(forecast!.memory!.high);
});

test('the page is measured as often as the browser answers, and the most counts', async () => {
  const answers = [5, 9, 7];
  const never = new Promise<never>(() => undefined);
  const end = watchPageMemory(() => (answers.length > 0 ? Promise.resolve(answers.shift()!) : never));
  await new Promise((resolve) => setTimeout(resolve));
  expect(end()).toBe(9);
  expect(watchPageMemory(undefined)()).toBeNull();
  expect(watchPageMemory(() => Promise.reject(new Error('not here')))()).toBeNull();
});
