import { noFeatures } from '../../../core/errors/training.ts';
import type { Matrix } from '../../../core/matrix.ts';
import { note } from '../../../core/note.ts';
import { counted } from '../../../core/words.ts';
import { contamination, defineAnomalyModel } from '../anomaly-model.ts';
import { robustCovariance, triangleOf } from '../robust-covariance.ts';

export const mahalanobis = defineAnomalyModel({
  id: 'mahalanobis',
  label: 'Robust Mahalanobis distance',
  doc: 'Measures how far a row lies from the middle, by how columns spread and go together in most rows. Takes rows to be of one roughly normal cloud.',
  family: 'distributions',
  task: 'anomaly',
  mostRows: 100_000,
  judgeRows: 300,
  params: {
    contamination,
    supportFraction: {
      type: 'float',
      default: 0,
      min: 0,
      max: 1,
      doc: 'Share of the rows that are surely not strange; 0 = a little over half, which withstands most.'
    }
  },
  async fit(matrix, names, { supportFraction }, context) {
    const { own, places, left } = measuredColumns(matrix);
    if (own.cols === 0) throw noFeatures();
    const { centre, covariance } = await robustCovariance(own, supportFraction, context);
    const told = `${counted(left, 'column')} of one or two values ${left === 1 ? 'is' : 'are'} not looked at: where most rows are alike in one, all others would be strange.`;
    const state = { names: places.map((j) => names[j]!), centre, triangle: triangleOf(covariance, own.cols) };
    return { state, scores: null, notes: left > 0 ? [note('two-valued-columns', told)] : [] };
  }
});

/** The columns of three values and more. Half of the rows may lie on a plane where one has fewer, and its determinant is the least there is. */
function measuredColumns({ data, rows, cols }: Matrix): { own: Matrix; places: number[]; left: number } {
  const places = Array.from({ length: cols }, (_, j) => j).filter((j) => {
    const values = new Set<number>();
    for (let i = 0; i < rows && values.size < 3; i++) values.add(data[i * cols + j]!);
    return values.size > 2;
  });
  const own = new Float64Array(rows * places.length);
  for (let i = 0; i < rows; i++) places.forEach((j, k) => (own[i * places.length + k] = data[i * cols + j]!));
  return { own: { data: own, rows, cols: places.length }, places, left: cols - places.length };
}
