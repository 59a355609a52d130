import * as Comlink from 'comlink';
import { errorFromWire, errorToWire, type ErrorWire } from './error-wire.ts';

type Callback = (...args: unknown[]) => void;

/**
 * Teaches Comlink to carry what Lathe's calls need: errors with code and hint, cancellation as cancellation, an AbortSignal, and callbacks.
 * On each side, before the first call; calling it again changes nothing.
 */
export function installTransferHandlers(): void {
  const thrown = Comlink.transferHandlers.get('throw')!;
  Comlink.transferHandlers.set('throw', { ...throwHandler, canHandle: thrown.canHandle });
  Comlink.transferHandlers.set('abort-signal', signalHandler as Comlink.TransferHandler<unknown, unknown>);
  Comlink.transferHandlers.set('callback', callbackHandler as Comlink.TransferHandler<unknown, unknown>);
}

const throwHandler = {
  serialize: (thrown: unknown): [ErrorWire, Transferable[]] => [errorToWire((thrown as { value: unknown }).value), []],
  deserialize(wire: ErrorWire): never {
    throw errorFromWire(wire);
  }
} as Omit<Comlink.TransferHandler<unknown, unknown>, 'canHandle'>;

/** When the far end of a port is not needed any more, closing it lets both be collected. */
const unused = new FinalizationRegistry<MessagePort>((port) => port.close());

const signalHandler: Comlink.TransferHandler<AbortSignal, MessagePort | null> = {
  canHandle: (value): value is AbortSignal => value instanceof AbortSignal,
  serialize(signal) {
    if (signal.aborted) return [null, []];
    const { port1, port2 } = new MessageChannel();
    signal.addEventListener('abort', () => port1.postMessage(wordsOf(signal.reason)), { once: true });
    return [port2, [port2]];
  },
  deserialize(port) {
    const controller = new AbortController();
    if (port === null) controller.abort();
    else {
      port.onmessage = ({ data }: MessageEvent<string | null>) => {
        controller.abort(data === null ? undefined : new DOMException(data, 'AbortError'));
        port.close();
      };
    }
    return controller.signal;
  }
};

/** What an abort says of itself: a pause says that it is one. */
const wordsOf = (reason: unknown): string | null => (reason instanceof Error ? reason.message : null);

/** One way: the worker posts and goes on. A callback can't be awaited, so it can't slow the work down. */
const callbackHandler: Comlink.TransferHandler<Callback, MessagePort> = {
  canHandle: (value): value is Callback => typeof value === 'function' && !(Comlink.proxyMarker in value),
  serialize(callback) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event: MessageEvent<unknown[]>) => callback(...event.data);
    return [port2, [port2]];
  },
  deserialize(port) {
    const callback: Callback = (...args) => port.postMessage(args);
    unused.register(callback, port);
    return callback;
  }
};
