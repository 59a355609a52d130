import { pause, type WorkContext } from '../../../../core/context.ts';
import { createCsvKernel } from '../../../../kernels/csv/csv-kernel.ts';
import type { FieldBlock } from '../../../../kernels/csv/field-block.ts';
import { packBlock, packedSize, UnpackedBlock } from '../../../../kernels/csv/packed-block.ts';
import type { PlaceWatch } from '../block-stream.ts';

/** Where one group hands the blocks that it has cut a file into to another, so that the file is read and cut once. */
export interface BlockOutlet {
  /** Memory of that many bytes at least; where the other has fallen behind, once it has caught up. */
  memory(bytes: number): Promise<ArrayBufferLike>;
  /** The memory is the other's until it comes back. */
  send(packed: ArrayBufferLike): void;
  /** There are no more. */
  end(): void;
}

/** The other end. */
export interface BlockInlet {
  /** The next block; null behind the last. */
  next(): Promise<ArrayBufferLike | null>;
  giveBack(memory: ArrayBufferLike): void;
}

/** What a group has to do with the blocks of others: it hands them on, or takes them; neither where it is alone. */
export interface BlockRelay {
  readonly outlets?: readonly BlockOutlet[];
  readonly inlet?: BlockInlet | undefined;
}

/** Copies a block for each of the others. @param done share of the file that lies before its end */
export async function handOn(
  block: FieldBlock,
  { next, isSettled }: PlaceWatch,
  done: number,
  outlets: readonly BlockOutlet[]
): Promise<void> {
  for (const outlet of outlets) {
    const memory = await outlet.memory(packedSize(block));
    packBlock(block, [next.offset, next.line, isSettled ? 1 : 0, done], memory);
    outlet.send(memory);
  }
}

/** The blocks that another group hands on, as `recordBlocks` gives them. */
export async function* relayedBlocks(
  inlet: BlockInlet,
  useKernel: boolean,
  context: WorkContext,
  watch: PlaceWatch
): AsyncGenerator<FieldBlock> {
  const block = new UnpackedBlock(useKernel ? await createCsvKernel() : null);
  for (let memory = await inlet.next(); memory; memory = await inlet.next()) {
    const [offset, line, isSettled, done] = block.fill(memory);
    inlet.giveBack(memory);
    Object.assign(watch, { next: { offset, line }, isSettled: isSettled === 1 });
    yield block;
    context.onProgress(done);
    await pause(context);
  }
}
