/** What came out when a person asked about a run; of another run it says nothing. */
export class AnswerOfRun<T> {
  private found = $state.raw<{ readonly runId: string; readonly answer: T } | null>(null);

  of(runId: string): T | null {
    return this.found?.runId === runId ? this.found.answer : null;
  }

  /** @param work undefined where nothing came out: then what was there stays */
  async ask(runId: string, work: (runId: string) => Promise<T | undefined>): Promise<void> {
    const answer = await work(runId);
    if (answer !== undefined) this.found = { runId, answer };
  }
}
