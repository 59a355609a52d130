import { defaultShares } from '../stages/split/divide.ts';
import { splitKinds as kinds } from '../stages/split/registry.ts';
import type { SplitSpec } from '../core/split.ts';

/** What a screen must know of a way to divide rows. */
export interface SplitKindFacts {
  readonly id: SplitSpec['kind'];
  readonly label: string;
  readonly doc: string;
  /** The role whose column it works on; null when it needs none. */
  readonly role: string | null;
  /** The same idea as a cross-validation. */
  readonly crossValidation: 'k-fold' | 'stratified' | 'group' | 'time' | 'fold-column';
}

export const splitKinds: readonly SplitKindFacts[] = kinds.all.map(({ id, label, doc, role, crossValidation }) => ({
  id,
  label,
  doc,
  role,
  crossValidation
}));

/** What is taken when a split names no shares. */
export const usualShares: Readonly<Record<'train' | 'validation' | 'test', number>> = defaultShares;
