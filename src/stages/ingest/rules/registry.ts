import { createRegistry } from '../../../core/registry.ts';
import { atMost } from './kinds/at-most.ts';
import { foreignKey } from './kinds/foreign-key.ts';
import { fresh } from './kinds/fresh.ts';
import { inSet } from './kinds/in-set.ts';
import { length } from './kinds/length.ts';
import { missingShare } from './kinds/missing-share.ts';
import { monotonic } from './kinds/monotonic.ts';
import { notNull } from './kinds/not-null.ts';
import { pattern } from './kinds/pattern.ts';
import { range } from './kinds/range.ts';
import { rowCount } from './kinds/row-count.ts';
import { sameDistribution } from './kinds/same-distribution.ts';
import { sum } from './kinds/sum.ts';
import { typeRule } from './kinds/type.ts';
import { unique } from './kinds/unique.ts';
import type { RuleKind } from './rule-kind.ts';

/** Every kind of rule, in the order a list shows them. Adding one is a file and a line. */
export const ruleKinds = createRegistry<RuleKind>('kind of rule', [
  typeRule,
  notNull,
  missingShare,
  range,
  inSet,
  pattern,
  length,
  unique,
  monotonic,
  atMost,
  sum,
  foreignKey,
  fresh,
  rowCount,
  sameDistribution
]);
