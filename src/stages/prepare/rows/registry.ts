import { createRegistry } from '../../../core/registry.ts';
import type { RowStepType } from './row-step-type.ts';
import { smote } from './smote.ts';

/** Every kind of recipe step that is about rows. Adding one is a file here and a line. */
export const rowSteps = createRegistry<RowStepType>('recipe step about rows', [smote]);
