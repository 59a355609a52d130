import { counted, formatShare } from '../../charts/format.ts';
import type { Calibration } from './evaluation.ts';

/** Whether the probabilities are kept, from the bins whose band leaves the diagonal out. */
export function believed({ bins, of }: Calibration): string {
  if (bins.length === 0) return 'There are too few rows to judge its confidence.';
  const what = of === 'positive' ? 'the positive class' : 'the answer it gives';
  const over = bins.filter((bin) => bin.high < bin.predicted);
  const under = bins.filter((bin) => bin.low > bin.predicted);
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const off = [...over, ...under].reduce((sum, bin) => sum + bin.rows, 0);
  const start = `What it says of ${what} against what came true, in ${counted(bins.length, 'group')} of like confidence.`;
  if (off === 0) return `${start} Every band holds the dashed ideal: these ${counted(rows, 'row')} give no reason to doubt it.`;
  const way = over.length >= under.length ? 'surer than it should be' : 'less sure than it could be';
  return `${start} For ${formatShare(off / rows)} of the rows it is ${way}: the band leaves the dashed ideal out.`;
}
