import type { Lathe } from '../../api/lathe.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import { blob, fields, filledText, number, optional, options, text, count } from './shape.ts';

const projectsArguments: ArgumentsOf<Lathe['projects']> = {
  create: verb(
    'projects.create({ name: "Penguins", sample: "penguins" })',
    ['options', fields({ name: text, sample: optional(text) })],
    ['watch', options()]
  ),
  list: verb('projects.list()'),
  open: verb('projects.open(id), with an id of projects.list()', ['id', filledText]),
  remove: verb('projects.remove(id), with an id of projects.list()', ['id', filledText]),
  exportArchive: verb(
    'projects.exportArchive(id, { passphrase: "a long one" })',
    ['id', filledText],
    ['options', options({ passphrase: optional(text) })]
  ),
  importArchive: verb(
    'projects.importArchive(file), with a file that exportArchive made',
    ['archive', blob],
    ['options', options({ passphrase: optional(text) })]
  )
};

const jobId = ['id', filledText] as const;

const jobArguments: ArgumentsOf<Lathe['jobs']> = {
  list: verb('jobs.list()'),
  pause: verb('jobs.pause(id), with an id of jobs.list()', jobId),
  resume: verb('jobs.resume(id), with an id of jobs.list()', jobId, ['watch', options()]),
  cancel: verb('jobs.cancel(id), with an id of jobs.list()', jobId),
  setPriority: verb('jobs.setPriority(id, 1), with an id of jobs.list()', jobId, ['priority', number]),
  atOnce: verb('jobs.atOnce(2)', ['count', optional(count)])
};

/** What every verb of the door takes. */
export const latheArguments: ArgumentsOf<Omit<Lathe, 'version' | 'ready'>> = {
  engine: verb('engine()'),
  projects: projectsArguments,
  jobs: jobArguments,
  samples: verb('samples()'),
  integrityCheck: verb('integrityCheck()', ['options', options()]),
  requests: verb('requests()')
};
