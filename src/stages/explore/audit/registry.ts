import { createRegistry } from '../../../core/registry.ts';
import type { AuditCheck } from './audit-check.ts';
import { constant, nearlyConstant } from './checks/constant.ts';
import { duplicateRows } from './checks/duplicate-rows.ts';
import { highCardinality } from './checks/high-cardinality.ts';
import { idLike } from './checks/id-like.ts';
import { fewPerClass, imbalance } from './checks/imbalance.ts';
import { missingCodes } from './checks/missing-codes.ts';
import { highMissing, missingTarget } from './checks/missing.ts';
import { redundant } from './checks/redundant.ts';
import { outliers, skew } from './checks/shape.ts';
import { singleFeatureLeak } from './checks/single-feature-leak.ts';
import { targetLeak } from './checks/target-leak.ts';
import { textOnly } from './checks/text-only.ts';
import { timeGaps } from './checks/time-gaps.ts';
import { untidyLevels } from './checks/untidy-levels.ts';

/** Every check of the audit, gravest first: findings of one severity are told in this order. */
export const auditChecks = createRegistry<AuditCheck>('audit check', [
  targetLeak,
  singleFeatureLeak,
  missingTarget,
  constant,
  duplicateRows,
  fewPerClass,
  imbalance,
  textOnly,
  idLike,
  missingCodes,
  highMissing,
  untidyLevels,
  highCardinality,
  redundant,
  nearlyConstant,
  timeGaps,
  outliers,
  skew
]);
