import { packageDamaged } from '../../core/errors/packaging.ts';
import { defineApplier } from '../step-applier.ts';

/**
 * Stands in for the formula step in the scorer of exports whose package has none (tools/predict-runtime.js), so that those don't carry the expression
 * language. An export gets the scorer with formulas as soon as its package has one.
 */
export const formula = defineApplier({
  id: 'formula',
  apply() {
    throw packageDamaged('its formula needs another scorer');
  }
});
