/** Why the finished runs of a task can't be handed on as one file that answers a row, and what is done instead. */
export function sayNoPackage(task: string | undefined): string {
  if (task === 'forecasting')
    return 'A forecast goes on from a history and not from a row: it is read and saved on the Evaluate step, and made anew when there is more history.';
  if (task === 'recommendation')
    return 'A recommender answers for users it knows by name and not for a row: lists for one user or for all are made and saved on the Evaluate step.';
  return 'None of the finished runs can answer new rows: these models tell about the rows they were given. Read what they found on the Evaluate step, or train one that can.';
}
