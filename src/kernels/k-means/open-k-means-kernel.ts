import type { Matrix } from '../../core/matrix.ts';
import type { KMeansKernel } from './k-means-kernel.ts';
import { PlainKMeansKernel } from './plain-k-means-kernel.ts';

/** The fastest kernel there is here; all give the same bits. To be closed in the end. */
export const openKMeansKernel = async (matrix: Matrix): Promise<KMeansKernel> => new PlainKMeansKernel(matrix);
