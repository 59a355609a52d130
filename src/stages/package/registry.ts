import { createRegistry } from '../../core/registry.ts';
import { beatsBaseline } from './checks/beats-baseline.ts';
import { determinism } from './checks/determinism.ts';
import { latency } from './checks/latency.ts';
import { meetsBar } from './checks/meets-bar.ts';
import { missingValues } from './checks/missing-values.ts';
import { roundTrip } from './checks/round-trip.ts';
import { singleRow } from './checks/single-row.ts';
import { size } from './checks/size.ts';
import { unseenLevel } from './checks/unseen-level.ts';
import type { ReleaseCheck } from './release-check.ts';

/** Every check before a release. Adding one is a file in checks/ and a line here. */
export const releaseChecks = createRegistry<ReleaseCheck>('release check', [
  roundTrip,
  singleRow,
  missingValues,
  unseenLevel,
  determinism,
  size,
  latency,
  beatsBaseline,
  meetsBar
]);
