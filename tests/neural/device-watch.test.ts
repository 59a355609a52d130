import { expect, test } from 'vitest';
import type { Engine } from '../../src/core/model.ts';
import { reasonOf, watchDevice } from '../../src/neural/device-watch.ts';
import { fitContext } from './cpu-engine.ts';

const engineOf = (device: AbortController): Engine => ({ tf: null, backend: 'webgl', reason: '', lost: device.signal });
const lost = new Error('lost');

test('a read that never settles ends when the device is lost', async () => {
  const device = new AbortController();
  const watch = watchDevice(engineOf(device));
  const reading = watch.race(new Promise(() => undefined));
  device.abort(lost);
  await expect(reading).rejects.toBe(lost);
});

test('a device lost before the work began is noticed too, and a stopped watch is quiet', async () => {
  const device = new AbortController();
  const quiet = watchDevice(engineOf(device));
  quiet.stop();
  device.abort(lost);
  await expect(watchDevice(engineOf(device)).race(new Promise(() => undefined))).rejects.toBe(lost);
  await expect(quiet.race(Promise.resolve(3))).resolves.toBe(3);
});

test('what TensorFlow.js blames on memory is told as the loss it was, news that comes late included', async () => {
  const device = new AbortController();
  const blamed = new Error('out of memory');
  const reason = reasonOf(blamed, engineOf(device), fitContext(1));
  setImmediate(() => device.abort(lost));
  expect(await reason).toBe(lost);
  expect(await reasonOf(blamed, engineOf(new AbortController()), fitContext(1))).toBe(blamed);
});
