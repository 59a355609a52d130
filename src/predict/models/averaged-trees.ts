import type { Plain } from '../../core/plain.ts';
import { defineScorer, type ModelScorer } from '../model-scorer.ts';
import { expectState, isClasses, isFiniteArray } from './feature-columns.ts';
import { isTreeFeature, readerOf, type TreeFeature } from './tree-features.ts';

/**
 * Trees end to end, each in the order of a walk that goes left first: the left child of a node is the node behind it. Written by
 * src/stages/train/forest/pack-forest.ts.
 */
export interface AveragedState {
  readonly [key: string]: Plain;
  readonly outputs: number;
  /** Codes of the classes that occurred; empty for a number. */
  readonly present: Int32Array;
  readonly features: readonly TreeFeature[];
  /** Shares of the features in what all splits gained. */
  readonly importances: Float64Array;
  /** Where the root of each tree stands. */
  readonly treeStarts: Int32Array;
  /** Place among the features; of a leaf, 0. */
  readonly feature: Uint16Array;
  /** Where the right child stands; 0 = leaf. */
  readonly right: Int32Array;
  /** Of a leaf, its row of `values`; of a number, its place in `cuts`; of a category, where its eight words begin in `categoryBits`. */
  readonly at: Int32Array;
  readonly missingLeft: Uint8Array;
  /** Numbers up to this go left. */
  readonly cuts: Float64Array;
  readonly categoryBits: Uint32Array;
  /** Numbers a leaf holds: one a class that occurred, or 1. */
  readonly width: number;
  /** [rows, width] */
  readonly values: Float64Array;
  /** Of a single tree, for people to read: the training rows that came to each node, and what they say, [nodes, width]; else null. */
  readonly cover: Int32Array | null;
  readonly nodeValues: Float64Array | null;
}

/** Rows laid side by side at a time, and taken through one tree after the other, which then stays in the processor's cache. */
export const BATCH = 4096;

/** The mean of what the leaves of all trees say, added up in the order of the trees: a row gets the same bits alone and in a batch. */
export const averagedTrees = (id: string): ModelScorer =>
  defineScorer<AveragedState>({
    id,
    holds: 'cut-points',
    // a split of missing from present sends every number to one side: its cut is infinite
    mayBeNonFinite: ['cuts'],
    compile(state) {
      checkTrees(id, state);
      const { outputs, present, features } = state;
      const readers = features.map(readerOf);
      const places = present.length > 0 ? present : Int32Array.of(0);
      return (table) => {
        const reads = readers.map((read) => read(table));
        const values = new Float64Array(Math.min(table.rows, BATCH) * features.length);
        const out = new Float64Array(table.rows * outputs);
        for (let from = 0; from < table.rows; from += BATCH) {
          const to = Math.min(table.rows, from + BATCH);
          reads.forEach((read, j) => read(from, to, values, j, features.length));
          addTrees(state, values, to - from, { into: out, at: from * outputs, outputs, places });
        }
        const trees = state.treeStarts.length;
        for (let i = 0; i < out.length; i++) out[i]! /= trees;
        return out;
      };
    }
  });

interface Output {
  readonly into: Float64Array;
  readonly at: number;
  readonly outputs: number;
  readonly places: Int32Array;
}

function addTrees(state: AveragedState, x: Float64Array, rows: number, { into, at, outputs, places }: Output): void {
  const { treeStarts, values, features, width } = state;
  const leaves = leafFinder(state, x);
  const wide = features.length;
  for (const root of treeStarts) {
    for (let i = 0; i < rows; i++) {
      const leaf = leaves(root, i * wide) * width;
      for (let k = 0; k < width; k++) into[at + i * outputs + places[k]!]! += values[leaf + k]!;
    }
  }
}

/** @returns finds the row of `values` of the leaf that a row of `x` comes to */
export function leafFinder(state: AveragedState, x: Float64Array): (root: number, row: number) => number {
  const { feature, right, at, missingLeft, cuts, categoryBits, features } = state;
  const isCategory = Uint8Array.from(features, ({ levels }) => (levels ? 1 : 0));
  return (root, row) => {
    let node = root;
    for (let other = right[node]!; other > 0; other = right[node]!) {
      const j = feature[node]!;
      const value = x[row + j]!;
      let goesLeft: boolean;
      if (value !== value) goesLeft = missingLeft[node] === 1;
      else if (isCategory[j] === 0) goesLeft = value <= cuts[at[node]!]!;
      else goesLeft = ((categoryBits[at[node]! + (value >>> 5)]! >>> (value & 31)) & 1) === 1;
      node = goesLeft ? node + 1 : other;
    }
    return at[node]!;
  };
}

export function checkTrees(id: string, state: AveragedState): void {
  const { outputs, present, features, importances, treeStarts, right, width, values, cover, nodeValues } = state;
  const expect = (what: string, holds: boolean) => expectState(id, what, holds);
  expect('features', Array.isArray(features) && features.every(isTreeFeature));
  expect('classes', present.length === 0 ? outputs === 1 : isClasses(present, outputs) && present.length >= 2);
  expect('importances', isFiniteArray(importances) && importances.length === features.length);
  expect('values', isFiniteArray(values) && width === Math.max(1, present.length) && values.length % width === 0);
  expect('trees', treeStarts instanceof Int32Array && treeStarts.length > 0 && treeStarts[0] === 0);
  expect('nodes', isNodes(state));
  expect('cover', !cover || cover.length === right.length);
  expect('node values', !nodeValues || nodeValues.length === right.length * width);
}

/** Children stand behind their parents and within their tree, so that no walk can go round in circles or get lost. */
function isNodes({ features, treeStarts, feature, right, at, missingLeft, cuts, categoryBits, width, values }: AveragedState): boolean {
  const size = right.length;
  if ([feature, at, missingLeft].some((array) => array.length !== size)) return false;
  if (cuts.some(Number.isNaN)) return false;
  for (let t = 0; t < treeStarts.length; t++) {
    const end = t + 1 < treeStarts.length ? treeStarts[t + 1]! : size;
    if (!(treeStarts[t]! < end)) return false;
    for (let node = treeStarts[t]!; node < end; node++) {
      const isLeaf = right[node] === 0;
      if (!isLeaf && !(right[node]! > node + 1 && right[node]! < end && feature[node]! < features.length)) return false;
      const room = isLeaf ? values.length / width : features[feature[node]!]!.levels ? categoryBits.length - 7 : cuts.length;
      if (!(at[node]! >= 0 && at[node]! < room)) return false;
    }
  }
  return true;
}
