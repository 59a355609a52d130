import type { Synthesis } from '../../core/synthesis.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';

/** What is made from made-up rows holds made-up rows: the mark goes along. */
export function syntheticOf(sources: readonly Pick<DatasetRecord, 'synthetic'>[]): { readonly synthetic?: Synthesis } {
  const marked = sources.find(({ synthetic }) => synthetic);
  return marked?.synthetic ? { synthetic: marked.synthetic } : {};
}
