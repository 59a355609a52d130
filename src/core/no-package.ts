/** Why the finished runs of a task can't be handed on as one file that answers a row, and what is done instead. */
export function sayNoPackage(task: string | undefined): string {
  if (task === 'forecasting')
    return 'A forecast goes on from a history and not from a row: it is read and saved on the Evaluate step, and made anew when there is more history.';
  if (task === 'recommendation')
    return 'A recommender answers for users it knows by name and not for a row: lists for one user or for all are made and saved on the Evaluate step.';
  return 'None of the finished runs can answer new rows: these models tell about the rows they were given. Read what they found on the Evaluate step, or train one that can.';
}

/** How such a model is watched, where nothing of it can be deployed; "" where there is nothing to say. */
export function sayWatchedInstead(task: string | undefined): string {
  if (task === 'forecasting')
    return 'It is watched by the history itself: when new rows have come, train it again on the new version and see whether what it foretold came true.';
  if (task === 'recommendation')
    return 'It is watched by what users take next: bring the new rows in as the next version, train again, and see how many of the new ones its lists held.';
  return '';
}
