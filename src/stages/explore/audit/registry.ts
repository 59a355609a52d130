import { createRegistry } from '../../../core/registry.ts';
import type { AuditCheck } from './audit-check.ts';
import { aggregateOfTarget } from './checks/aggregate-of-target.ts';
import { constant, nearlyConstant } from './checks/constant.ts';
import { dateAfterEvent } from './checks/date-after-event.ts';
import { driftAlongFile } from './checks/drift-along-file.ts';
import { duplicateRows } from './checks/duplicate-rows.ts';
import { groupLike } from './checks/group-like.ts';
import { highCardinality } from './checks/high-cardinality.ts';
import { idLike } from './checks/id-like.ts';
import { fewPerClass, imbalance } from './checks/imbalance.ts';
import { imageCopies } from './checks/image-copies.ts';
import { labelErrors } from './checks/label-errors.ts';
import { madeOfTarget } from './checks/made-of-target.ts';
import { missingCodes } from './checks/missing-codes.ts';
import { mixedUnits } from './checks/mixed-units.ts';
import { nearDuplicates } from './checks/near-duplicates.ts';
import { highMissing, missingTarget } from './checks/missing.ts';
import { places } from './checks/places.ts';
import { redundant } from './checks/redundant.ts';
import { rowOrderCheck } from './checks/row-order.ts';
import { noRows } from './checks/no-rows.ts';
import { outliers, skew } from './checks/shape.ts';
import { singleFeatureLeak } from './checks/single-feature-leak.ts';
import { sums } from './checks/sums.ts';
import { targetLeak } from './checks/target-leak.ts';
import { textOnly } from './checks/text-only.ts';
import { timeGaps } from './checks/time-gaps.ts';
import { timeInParts } from './checks/time-in-parts.ts';
import { untidyLevels } from './checks/untidy-levels.ts';

/** Every check of the audit, gravest first: findings of one severity are told in this order. */
export const auditChecks = createRegistry<AuditCheck>('audit check', [
  noRows,
  targetLeak,
  madeOfTarget,
  aggregateOfTarget,
  singleFeatureLeak,
  groupLike,
  dateAfterEvent,
  missingTarget,
  labelErrors,
  constant,
  duplicateRows,
  imageCopies,
  nearDuplicates,
  timeInParts,
  rowOrderCheck,
  driftAlongFile,
  fewPerClass,
  imbalance,
  textOnly,
  idLike,
  missingCodes,
  mixedUnits,
  sums,
  highMissing,
  untidyLevels,
  highCardinality,
  redundant,
  nearlyConstant,
  timeGaps,
  places,
  outliers,
  skew
]);
