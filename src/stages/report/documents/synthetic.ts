import { sayCopies, sayNearer, sayUtility } from '../../../core/synthesis-words.ts';
import { NO_GUARANTEE, type Synthesis } from '../../../core/synthesis.ts';
import { list, paragraph, type Block } from '../document.ts';
import { named } from '../words.ts';

/** What a reader must know of rows that were made up. */
export const syntheticBlocks = (synthesis: Synthesis): Block[] => [
  paragraph(NO_GUARANTEE),
  list(
    [
      sayNearer(synthesis.privacy),
      sayCopies(synthesis),
      ...sayUtility(synthesis.utility),
      ...synthesis.columns.leftOut.map(({ name, why }) => `Left out: ${named(name)}, for ${why}.`),
      ...synthesis.notes.map(({ message }) => message)
    ].map((text) => named(text, 300))
  )
];
