import { createContext, untrack } from 'svelte';
import { isLatheError } from '../core/errors.ts';
import type { DoIt } from './do-it/do-it.ts';
import type { Lathe, Project, ProjectInfo, Watch } from './lathe-api.ts';
import type { Overview } from './overview.ts';

/** Long work under way, shown in the job tray. */
export interface Job {
  readonly id: number;
  readonly label: string;
  readonly share: number;
  readonly note: string;
  readonly cancel: () => void;
}

/** Something to tell the person; errors carry what to do. */
export interface Notice {
  readonly id: number;
  readonly kind: 'error' | 'warning' | 'info';
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** For "copy details". */
  readonly details: string;
  /** What can be done about it at once: "Undo", for one. */
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** What the workbench follows from outside; each returns how to stop following. */
export interface Feeds {
  projects(on: (projects: ProjectInfo[]) => void): () => void;
  overview(projectId: string, on: (overview: Overview) => void): () => void;
  requests(on: (foreign: number) => void): () => void;
  engineWords(on: (words: string) => void): () => void;
}

/** The one store of the page: what is open, what runs, what went wrong. */
export class Workbench {
  readonly lathe: Lathe;
  readonly #feeds: Feeds;
  projects = $state.raw<readonly ProjectInfo[] | null>(null);
  project = $state.raw<Project | null>(null);
  overview = $state.raw<Overview | null>(null);
  jobs = $state.raw<readonly Job[]>([]);
  notices = $state.raw<readonly Notice[]>([]);
  requests = $state(0);
  engineWords = $state('');
  #nextId = 1;
  #stopOverview: () => void = () => undefined;

  constructor(lathe: Lathe, feeds: Feeds) {
    this.lathe = lathe;
    this.#feeds = feeds;
    feeds.projects((projects) => (this.projects = projects));
    feeds.requests((foreign) => (this.requests = foreign));
    feeds.engineWords((words) => (this.engineWords = words));
  }

  /** Opens a project, or none. A project that is gone becomes a notice. */
  async open(id: string | null): Promise<void> {
    if (id === (this.project?.info.id ?? null)) return;
    this.#stopOverview();
    this.#stopOverview = () => undefined;
    // What was said of one project says nothing of the next.
    if (this.project) this.notices = [];
    this.project = null;
    this.overview = null;
    if (id === null) return;
    try {
      const project = await this.lathe.projects.open(id);
      this.project = project;
      this.#stopOverview = this.#feeds.overview(id, (overview) => {
        if (this.project === project) this.overview = overview;
      });
    } catch (error) {
      this.tell(error);
    }
  }

  /**
   * Runs long work as a job: progress in the tray, a button to stop it. A failure becomes a notice; being stopped is not a failure.
   * @returns undefined when it failed or was stopped
   */
  async run<T>(label: string, work: (watch: Watch) => Promise<T>): Promise<T | undefined> {
    const controller = new AbortController();
    const id = this.#nextId++;
    // Work begun inside an effect must not make the effect depend on the list of jobs.
    this.jobs = [...untrack(() => this.jobs), { id, label, share: 0, note: '', cancel: () => controller.abort() }];
    const onProgress: Watch['onProgress'] = ({ share, note = '' }) => {
      this.jobs = this.jobs.map((job) => (job.id === id ? { ...job, share, note } : job));
    };
    try {
      return await work({ signal: controller.signal, onProgress });
    } catch (error) {
      this.tell(error);
      return undefined;
    } finally {
      this.jobs = this.jobs.filter((job) => job.id !== id);
    }
  }

  /** Short work without a tray entry; a failure becomes a notice. */
  async try<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.tell(error);
      return undefined;
    }
  }

  /** Shows an error. Cancellation is never shown. */
  tell(error: unknown): void {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    this.notices = [...untrack(() => this.notices), { id: this.#nextId++, ...noticeOf(error) }];
  }

  say(kind: Notice['kind'], message: string, hint = '', action: Notice['action'] = null): void {
    this.notices = [...untrack(() => this.notices), { id: this.#nextId++, kind, code: 'note', message, hint, details: '', action }];
  }

  /** "Do it for me": does it as a job, then says what was done and why, with a way back. */
  async doIt(label: string, doIt: DoIt): Promise<void> {
    const { project, overview } = this;
    if (!project || !overview) return;
    const done = await this.run(label, (watch) => doIt(project, overview, watch));
    if (!done) return;
    const { undo } = done;
    this.say('info', done.said.join(' '), '', undo && { label: 'Undo', run: () => void this.try(undo) });
  }

  /** A step was left: what was said of it has been read. A warning is about more than a step, and stays. */
  leaveStep(): void {
    this.notices = untrack(() => this.notices).filter((notice) => notice.kind === 'warning');
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((notice) => notice.id !== id);
  }
}

function noticeOf(error: unknown): Omit<Notice, 'id'> {
  if (isLatheError(error)) {
    const details = `${error.code}: ${error.message}\n${error.hint}\n${JSON.stringify(error.context)}\n${error.stack ?? ''}`;
    return { kind: 'error', code: error.code, message: error.message, hint: error.hint, details, action: null };
  }
  const cause = error instanceof Error ? error : new Error(String(error));
  return {
    kind: 'error',
    code: 'bug',
    message: `Something went wrong inside Lathe: ${cause.message}`,
    hint: 'Nothing was lost. Copy the details and report it.',
    details: cause.stack ?? cause.message,
    action: null
  };
}

export const [getWorkbench, setWorkbench] = createContext<Workbench>();
