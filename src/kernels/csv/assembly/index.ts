export { missing, seen } from './answer';
export { dropKnown, noteDistinct } from './distinct';
export { lists, readObjects } from './json';
export { startKeys } from './json-nodes';
export { keepLabel, scanLabels } from './labels';
export {
  BATCH,
  BYTES,
  END,
  ENDS,
  GAPS,
  KEYS,
  LINES,
  MARKER_LENGTHS,
  MOST_BYTES,
  MOST_FIELDS,
  MOST_KEY_BYTES,
  MOST_NODES,
  MOST_REGISTERS,
  NODES,
  NODE_WORDS,
  OUT,
  QUOTED,
  REGISTERS,
  STARTS,
  TEXT,
  TEXT_ENDS
} from './memory';
export { scanNumbers } from './numbers';
export { fields, line, readRecords, resume, rows } from './records';
export { scanTexts } from './texts';
export { scanTimes } from './times';
export { hasNul, isUtf8 } from './utf8';
