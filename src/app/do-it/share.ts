import type { DoIt } from './do-it.ts';

/** Writes the model card from the records. */
export const writeModelCard: DoIt = async (project, overview, watch) => {
  if (!overview.runs.some((run) => run.status === 'done'))
    return { said: ['There is no model to describe yet. Train one first; the story tells what is known so far.'], undo: null };
  watch.onProgress?.({ share: 0.4, note: 'model card' });
  await project.report('model-card', { format: 'html' });
  const { roles } = await project.story();
  const open = roles.filter(({ known }) => !known);
  const said = [
    'Wrote the model card from the records: what it is for, how good it is with its interval, on whom, and where not to use it.',
    open.length === 0
      ? 'All six role questions are answered from the records.'
      : `${open.length} of ${roles.length} role questions have no answer yet: ${open.map(({ role }) => role).join(', ')}.`,
    'Download it below as HTML, Markdown or JSON.'
  ];
  return { said, undo: null };
};
