import type { TrainingData } from '../estimator.ts';
import type { ImportedTask } from './objective.ts';

/** What the contract of `Fitted` calls the task of an imported model of `outputCount` margins: a survival model gives a number. */
export function importedTask(task: ImportedTask, outputCount: number): Pick<TrainingData, 'task' | 'classCount'> {
  if (task === 'multiclass') return { task, classCount: outputCount };
  return { task: task === 'survival' ? 'regression' : task };
}
