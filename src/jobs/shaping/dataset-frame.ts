import { marksOf } from '../../core/schema.ts';
import type { Column } from '../../core/table.ts';
import type { Frame, Source } from '../../stages/shape/frame.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { Storage } from '../../storage/storage.ts';

/** The columns of a stored version. While steps run, what was read is kept, for several steps may look at the same column. */
export interface StoredSource extends Source {
  readonly dataset: DatasetRecord;
  /** From now on each column is read when it is asked for, and let go. */
  forget(): void;
}

export function storedSource(storage: Storage, dataset: DatasetRecord): StoredSource {
  const known = new Map<string, Promise<Column>>();
  let keeps = true;
  const read = async (name: string) => (await storage.datasets.readTable(dataset, [name])).columns[0]!;
  return {
    dataset,
    load(name) {
      const there = known.get(name) ?? read(name);
      if (keeps) known.set(name, there);
      return there;
    },
    loadSpan: async (name, from, to) => (await storage.datasets.readRows(dataset, from, to - from, [name])).columns[0]!,
    forget() {
      keeps = false;
      known.clear();
    }
  };
}

/** A stored version as the beginning of a table in the making. */
export function frameOf(source: StoredSource): Frame {
  const { rows, columns } = source.dataset;
  return {
    rows,
    columns: columns.map(({ name, type, role, labels, origin, written, ...marks }) => ({
      name,
      type,
      role,
      ...(labels ? { labels } : {}),
      ...marksOf(marks),
      ...(origin ? { origin } : {}),
      ...(written ? { written } : {}),
      source,
      of: name,
      rows: null
    }))
  };
}
