// Growing trees over bins. Memory is laid out by the caller; every address is a parameter.
export { addRows, collect, gradientSum, hessianSum, subtract, sumDerivatives, unpack } from './histogram';
export { binaryLoss, softmaxLoss } from './losses';
export { mostGradient, mostHessian, numberLoss } from './number-losses';
export { addValue, partition, placeNumbers } from './partition';
export { bin, feature, gain, gradientLeft, hessianLeft, missingLeft, rowsLeft, scanNumbers, startScan } from './scan';
export { sort } from './sort';

/** Memory from here on is the caller's. */
export function firstFree(): usize {
  return __heap_base;
}
