import type { Table } from '../../../core/table.ts';
import { explanationNotForModel } from '../../../core/errors/judging.ts';
import { coalitionsOf, kernelShap } from './kernel-shap.ts';
import { rawModelOf } from './raw-model.ts';
import type { Shap, ShapRequest } from './shap-type.ts';
import { sumShap } from './sum-shap.ts';
import { treeShap } from './tree-shap.ts';
import { treesOfModel } from './trees-of-model.ts';

type Way = (request: ShapRequest, covers: Table | null) => Promise<Shap>;

/** Ways to Shapley values, by the name a script asks for them. */
const ways: Readonly<Record<string, Way>> = {
  shap: async (request) => (await treeShap(request, null)) ?? sumShap(request) ?? (await kernelShap(request)),
  'tree-shap': async (request, covers) => {
    const found = await treeShap(request, covers);
    if (!found) throw explanationNotForModel('tree-shap', request.pkg.model.label, 'models whose answer is a sum or a mean over trees');
    return found;
  },
  'linear-shap': async (request) => {
    const found = await Promise.resolve(sumShap(request));
    if (!found) throw explanationNotForModel('linear-shap', request.pkg.model.label, 'models whose answer is a sum over features or terms');
    return found;
  },
  'kernel-shap': (request) => kernelShap(request)
};

export const shapMethods: readonly string[] = Object.keys(ways);

/**
 * What each column adds to the answer for each row.
 * @param method one of `shapMethods`
 * @param covers training rows, where trees are to tell what is not known by the share of them that went each way; else null
 * @throws LatheError `explanation-not-for-model`, `explanation-not-for-images`
 */
export const explainRows = (method: string, request: ShapRequest, covers: Table | null): Promise<Shap> => ways[method]!(request, covers);

/** Nodes of a tree that are looked at for a row and a background row. */
const NODES = 60;

/** About how many elementary steps explaining one row takes. @param stepsPerRow of scoring one */
export function stepsToExplain(method: string, { pkg, table, background, code }: ShapRequest, stepsPerRow: number): number {
  const trees = method === 'kernel-shap' ? null : (pkg.model.state['treeStarts'] as Int32Array | undefined);
  if (trees && treesOfModel(pkg.model.id, pkg.model.state, code)) return trees.length * background.rows * NODES;
  if (method !== 'kernel-shap' && rawModelOf(pkg.model.id, pkg.model.state, code)) return stepsPerRow;
  return coalitionsOf(table.columns.length) * background.rows * stepsPerRow;
}
