import { createContext, untrack } from 'svelte';
import { isLatheError } from '../core/errors/lathe-error.ts';
import { Deeds } from './deeds.svelte.ts';
import type { DoIt } from './do-it/do-it.ts';
import { Drafts, smallStore } from './drafts.ts';
import { faultOf, type FieldFault } from './field-fault.ts';
import type { JobInfo } from './api/jobs.ts';
import type { Lathe } from './api/lathe.ts';
import type { Project, ProjectInfo } from './api/projects.ts';
import type { Watch } from './api/watch.ts';
import type { Overview, StepId } from './overview.ts';

/** Long work under way, shown in the job tray. */
export interface Job {
  readonly id: number;
  readonly label: string;
  readonly share: number;
  readonly note: string;
  readonly cancel: () => void;
  /** Of heavy work, which can go on later; null for what can only be stopped. */
  readonly pause: (() => void) | null;
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
  jobs(on: (jobs: readonly JobInfo[]) => void): () => void;
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
  /** Heavy work that was paused or interrupted, of all projects. */
  resting = $state.raw<readonly JobInfo[]>([]);
  notices = $state.raw<readonly Notice[]>([]);
  readonly deeds = new Deeds((error) => this.tell(error));
  /** The step that is open; set by the frame. */
  step: StepId | null = null;
  readonly drafts = new Drafts(smallStore());
  requests = $state(0);
  engineWords = $state('');
  #pending = $state(0);
  /** Something is being read or worked on. */
  readonly isBusy = $derived(this.#pending > 0);
  #nextId = 1;
  #stopOverview: () => void = () => undefined;

  constructor(lathe: Lathe, feeds: Feeds) {
    this.lathe = lathe;
    this.#feeds = feeds;
    feeds.projects((projects) => {
      this.projects = projects;
      this.drafts.keepOnly(projects.map(({ id }) => id));
    });
    feeds.jobs((jobs) => (this.resting = jobs.filter(({ state }) => state === 'paused' || state === 'interrupted')));
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
    this.step = null;
    if (id === null) return;
    await this.try(async () => {
      const project = await this.lathe.projects.open(id);
      this.project = project;
      this.#stopOverview = this.#feeds.overview(id, (overview) => {
        if (this.project === project) this.overview = overview;
      });
    });
  }

  /**
   * Runs long work as a job: progress in the tray, a button to stop it. A failure becomes a notice; being stopped is not a failure.
   * @param onFault of a form: takes the refusals that are about one of its fields
   * @returns undefined when it failed or was stopped
   */
  async run<T>(label: string, work: (watch: Watch) => Promise<T>, onFault?: (fault: FieldFault) => void): Promise<T | undefined> {
    const controller = new AbortController();
    const id = this.#nextId++;
    // Work begun inside an effect must not make the effect depend on the list of jobs.
    this.jobs = [...untrack(() => this.jobs), { id, label, share: 0, note: '', cancel: () => controller.abort(), pause: null }];
    const change = (to: Partial<Job>) => (this.jobs = untrack(() => this.jobs).map((job) => (job.id === id ? { ...job, ...to } : job)));
    const onProgress: Watch['onProgress'] = ({ share, note = '' }) => void change({ share, note });
    const onJob = (heavy: string) => void change({ pause: () => void this.try(() => this.lathe.jobs.pause(heavy)) });
    try {
      return await this.#during(work({ signal: controller.signal, onProgress, onJob }));
    } catch (error) {
      const fault = onFault ? faultOf(error) : null;
      // What is about no field may come long after the form was left.
      if (fault?.field) onFault?.(fault);
      else this.tell(error);
      return undefined;
    } finally {
      this.jobs = this.jobs.filter((job) => job.id !== id);
    }
  }

  /** Lets heavy work that rests go on. */
  resume({ id, label }: JobInfo): Promise<unknown> {
    return this.run(label, (watch) => this.lathe.jobs.resume(id, watch));
  }

  /** Gives up heavy work that rests. */
  giveUp({ id }: JobInfo): Promise<unknown> {
    return this.try(() => this.lathe.jobs.cancel(id));
  }

  /** Short work without a tray entry; a failure becomes a notice. */
  async try<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.#during(work());
    } catch (error) {
      this.tell(error);
      return undefined;
    }
  }

  /** Work a form asked for: a refusal goes back to the form, which shows it beside its field; what no form can mend becomes a notice. */
  async attempt(work: () => Promise<unknown>): Promise<FieldFault | null> {
    try {
      await this.#during(work());
      return null;
    } catch (error) {
      const fault = faultOf(error);
      if (!fault) this.tell(error);
      return fault;
    }
  }

  async #during<T>(work: Promise<T>): Promise<T> {
    // Told a moment later: a table asks for its rows while it is drawn, when no state may change.
    queueMicrotask(() => this.#pending++);
    try {
      return await work;
    } finally {
      queueMicrotask(() => this.#pending--);
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
    const { project, overview, step } = this;
    if (!project || !overview) return;
    const done = await this.run(label, (watch) => doIt(project, overview, watch));
    if (!done) return;
    this.did(done.said.join(' '), done.undo, step);
  }

  /** Says what was done. The sentence ends with the step; the deed stays in the list of what was done, and so does its way back. */
  did(said: string, undo: (() => Promise<unknown>) | null, step = this.step): void {
    const { project } = this;
    if (!project || !step) return this.say('info', said);
    const deed = this.deeds.add({ projectId: project.info.id, step, at: Date.now(), said, undo });
    this.say('info', said, '', undo && { label: 'Undo', run: () => void this.deeds.undo(deed.id) });
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
