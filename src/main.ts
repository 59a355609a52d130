import { mount } from 'svelte';
import { createLathe } from './app/door/create-lathe.ts';
import { followEngine, followJobs, followOverview, followProjects } from './app/feeds.ts';
import type { Lathe } from './app/api/lathe.ts';
import { pageMeasure } from './app/page-memory.ts';
import { startOffline } from './app/offline.ts';
import { lossWatcher, recover, type Interrupted } from './app/recover.ts';
import { ScheduleKeeper } from './app/schedules/schedule-keeper.ts';
import { watchRequests } from './app/request-log.ts';
import type { Services } from './app/services.ts';
import { Workbench } from './app/workbench.svelte.ts';
import { openStorage } from './storage/open-storage.ts';
import App from './ui/App.svelte';
import StartFailed from './ui/StartFailed.svelte';
import type { DataApi, TrainingApi } from './wire/contracts.ts';
import { installTransferHandlers } from './wire/transfer-handlers.ts';
import { WorkerHandle } from './wire/worker-handle.ts';

declare global {
  interface Window {
    lathe: Lathe;
  }
}

const requests = watchRequests();
const baseUrl = new URL('./', location.href).href;

installTransferHandlers();

async function start(): Promise<void> {
  const target = document.getElementById('app')!;
  try {
    const services = await makeServices();
    const offline = import.meta.env.PROD ? startOffline('./service-worker.js') : null;
    const lathe = createLathe(services, offline?.ready ?? Promise.resolve());
    const left = await recover(services);
    window.lathe = lathe;
    const workbench = new Workbench(lathe, {
      projects: (on) => followProjects(services, on),
      overview: (id, on) => followOverview(services, id, on),
      jobs: (on) => followJobs(services, lathe, on),
      requests: (on) => requests.onForeign(on),
      engineWords: (on) => followEngine(on)
    });
    followSchedules(new ScheduleKeeper(services, lathe, (label, work) => workbench.run(label, work)));
    tellOf(left, workbench);
    followLosses(services, workbench);
    mount(App, { target, props: { workbench, offline, dataLost: services.storage.dataLost } });
  } catch (error) {
    mount(StartFailed, { target, props: { error } });
  }
}

function tellOf(left: readonly Interrupted[], workbench: Workbench): void {
  for (const { label } of left) {
    workbench.say(
      'warning',
      `${label} was not done when its page was closed.`,
      'Nothing was lost: it waits among the jobs, and goes on from where it was when you let it.'
    );
  }
}

/** How often it is looked whether another tab died over its work. */
const LOSS_MS = 3_000;

function followLosses(services: Services, workbench: Workbench): void {
  const look = lossWatcher(services);
  setInterval(() => {
    look().then(
      (lost) => tellOf(lost, workbench),
      (error: unknown) => console.error(error)
    );
  }, LOSS_MS);
}

/** How often it is looked whether something is due: the shortest step of a schedule is a minute. */
const LOOK_MS = 60_000;

function followSchedules(keeper: ScheduleKeeper): void {
  // What is due in one project must not keep the page from looking at the others later.
  const look = () => void keeper.look().catch((error: unknown) => console.error(error));
  look();
  setInterval(look, LOOK_MS);
}

async function makeServices(): Promise<Services> {
  const measurePage = pageMeasure();
  const dataWorker = () => new Worker(new URL('../workers/data.ts', import.meta.url), { type: 'module', name: 'data' });
  const trainingWorker = () => new Worker(new URL('../workers/training.ts', import.meta.url), { type: 'module', name: 'training' });
  const trainers = [new WorkerHandle<TrainingApi>('training', trainingWorker)];
  return {
    storage: await openStorage(),
    importer: new WorkerHandle<DataApi>('data', dataWorker),
    reader: new WorkerHandle<DataApi>('reader', dataWorker),
    trainer: trainers[0]!,
    trainerAt: (seat) => (trainers[seat] ??= new WorkerHandle<TrainingApi>('training', trainingWorker)),
    version: __LATHE_VERSION__,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    appFile: (path) => fetch(new URL(path, baseUrl)).then((response) => response.blob()),
    baseUrl,
    requests: () => requests.read(),
    ...(measurePage ? { measurePage } : {})
  };
}

void start();
