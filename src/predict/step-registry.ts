import { createRegistry } from '../core/registry.ts';
import type { StepApplier } from './step-applier.ts';

/** Every recipe step that can be applied. Adding one is a file in steps/ and a line here. */
export const stepAppliers = createRegistry<StepApplier>('recipe step', []);
