import { gpuLost } from '../../src/core/errors/networks.ts';
import type { BackendId } from '../../src/core/model.ts';
import type { Tensorflow } from '../../src/neural/tensorflow.ts';

/** What of a backend's inside tells that its device is gone. TensorFlow.js itself does not notice. */
interface BackendInside {
  readonly device?: GPUDevice;
  readonly gpgpu?: { readonly gl: { readonly canvas: EventTarget } };
}

const watched = new WeakMap<object, AbortController>();

/** @returns a signal that aborts, with LatheError `gpu-lost`, when the device behind the current backend is lost */
export function watchBackend(tf: Tensorflow, id: BackendId): AbortSignal {
  const backend = tf.backend();
  const known = watched.get(backend);
  if (known) return known.signal;
  const controller = new AbortController();
  watched.set(backend, controller);
  listen(backend as unknown as BackendInside, (detail) => controller.abort(gpuLost(id, detail)));
  return controller.signal;
}

function listen({ device, gpgpu }: BackendInside, lose: (detail: string) => void): void {
  void device?.lost.then(({ message, reason }) => lose(message || reason));
  gpgpu?.gl.canvas.addEventListener('webglcontextlost', () => lose('the WebGL context was lost'));
}

/** Sets a backend whose device is lost up anew; what was on the old device is gone. */
export function replaceIfLost(tf: Tensorflow, id: BackendId): void {
  const factory = tf.findBackendFactory(id);
  const registered = tf.engine().registry[id];
  if (!factory || !registered || !watched.get(registered)?.signal.aborted) return;
  tf.removeBackend(id);
  tf.registerBackend(id, factory);
}
