import { contentHash } from '../../stages/ingest/image/picture-hash.ts';
import { imageColumn, type Picture } from '../../stages/ingest/image/image-set.ts';
import type { StoredColumn } from '../../storage/records/dataset.ts';
import { chunkRowsOf, type DatasetWriter } from '../../storage/storage.ts';

export interface PictureColumn {
  readonly name: string;
  /** Edge of the square, px. */
  readonly size: number;
}

/**
 * Writes pictures as pieces of one column while they come, so that a large set is never held whole. Grey ones wait until a coloured one shows that
 * three channels are needed, or until the end.
 */
export class PictureWriter {
  readonly #writer: DatasetWriter;
  readonly #column: PictureColumn;
  readonly #chunks: string[] = [];
  readonly #seen = new Set<string>();
  #waiting: Picture[] = [];
  #channels: 1 | 3;

  /** @param least channels the column has at any rate */
  constructor(writer: DatasetWriter, column: PictureColumn, least: 1 | 3 = 1) {
    this.#writer = writer;
    this.#column = column;
    this.#channels = least;
  }

  /** @returns whether the very same picture came before */
  async add(picture: Picture): Promise<boolean> {
    const hash = contentHash(picture.pixels, picture.channels);
    const isCopy = this.#seen.has(hash);
    this.#seen.add(hash);
    this.#waiting.push(picture);
    if (picture.channels === 3) this.#channels = 3;
    if (this.#channels === 3) await this.#write(false);
    return isCopy;
  }

  /** Writes what is left. @returns the column; its rows by piece are `chunkRowsOf` it */
  async finish(role: StoredColumn['role'] = 'feature'): Promise<StoredColumn & Required<Pick<StoredColumn, 'image'>>> {
    await this.#write(true);
    const { name } = this.#column;
    return { name, type: 'image', kind: 'image', role, missing: 0, distinct: this.#seen.size, image: this.#shape(), chunks: this.#chunks };
  }

  #shape() {
    const { size } = this.#column;
    return { width: size, height: size, channels: this.#channels } as const;
  }

  async #write(isLast: boolean): Promise<void> {
    const rows = chunkRowsOf([{ image: this.#shape() }]);
    let from = 0;
    while (this.#waiting.length - from >= rows || (isLast && from < this.#waiting.length)) {
      const { name, size } = this.#column;
      this.#chunks.push(await this.#writer.append(imageColumn(name, this.#waiting.slice(from, from + rows), size, this.#channels)));
      from += rows;
    }
    if (from > 0) this.#waiting = this.#waiting.slice(from);
  }
}
