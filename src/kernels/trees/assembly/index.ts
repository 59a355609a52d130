// Growing trees over bins. Memory is laid out by the caller; every address is a parameter.
export { gradientSum, hessianSum, subtract, sumDerivatives, unpack } from './histogram';
export { binaryLoss, softmaxLoss } from './losses';
export { mostGradient, mostHessian, numberLoss } from './number-losses';
export { addValue, countUp, partition } from './partition';
export { placeNumbers, setBorders } from './place';
export { countFeatures, scanFeatures } from './shares';
export { sort, sortedCount } from './sort';

/** Memory from here on is the caller's. */
export function firstFree(): usize {
  return __heap_base;
}
