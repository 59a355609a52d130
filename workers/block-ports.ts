import type { BlockInlet, BlockOutlet } from '../src/stages/ingest/csv/groups/block-relay.ts';

/** Blocks under way at a time, so that one slow turn of either thread is not waited for by the other. */
const MOST_UNDER_WAY = 6;
/** Memory is made larger than it has to be, so that it does for the blocks behind, too. */
const SPARE_ROOM = 1.25;

/** Hands blocks to the thread at the other end of a port, in memory that both see: memory that is given away through a port is copied twice on its way. */
export function outletOn(port: MessagePort): BlockOutlet {
  const free: SharedArrayBuffer[] = [];
  let underWay = 0;
  let goOn: (() => void) | null = null;
  port.onmessage = ({ data }: MessageEvent<SharedArrayBuffer>) => {
    free.push(data);
    underWay--;
    goOn?.();
  };
  return {
    async memory(bytes) {
      while (underWay >= MOST_UNDER_WAY) await new Promise<void>((resolve) => (goOn = resolve));
      const memory = free.pop();
      return memory && memory.byteLength >= bytes ? memory : new SharedArrayBuffer(Math.ceil(bytes * SPARE_ROOM));
    },
    send(packed) {
      underWay++;
      port.postMessage(packed);
    },
    end: () => port.postMessage(null)
  };
}

/** The other end of `outletOn`. */
export function inletOn(port: MessagePort): BlockInlet {
  const come: (SharedArrayBuffer | null)[] = [];
  let goOn: (() => void) | null = null;
  port.onmessage = ({ data }: MessageEvent<SharedArrayBuffer | null>) => {
    come.push(data);
    goOn?.();
  };
  return {
    async next() {
      while (come.length === 0) await new Promise<void>((resolve) => (goOn = resolve));
      return come.shift()!;
    },
    giveBack: (memory) => port.postMessage(memory)
  };
}
