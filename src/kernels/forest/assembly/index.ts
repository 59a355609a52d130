// Growing whole trees over bins, node by node in the order of a walk that goes left first. Memory is laid out by the caller.
export { placeAnswers, placeFeatures, placeLists, placeNodes, placeRanges, placeRows, placeWork, setLimits, setSums } from './ground';
export { bagged, begin, grow, maskCount, size } from './grow';

/** Memory from here on is the caller's. */
export function firstFree(): usize {
  return __heap_base;
}
