import { createRegistry } from '../../core/registry.ts';
import type { SplitKindType } from './split-type.ts';
import { foldColumn } from './kinds/fold-column.ts';
import { group } from './kinds/group.ts';
import { random } from './kinds/random.ts';
import { stratified } from './kinds/stratified.ts';
import { time } from './kinds/time.ts';

/** Every way to divide rows. Adding one is a file in kinds/ and a line here. */
export const splitKinds = createRegistry<SplitKindType>('split', [random, stratified, group, time, foldColumn]);
