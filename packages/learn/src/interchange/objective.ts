import type { Link } from '../link.ts';

/** What a model answers. `binary` is a probability of the positive, or its log-odds. */
export type ImportedTask = 'binary' | 'multiclass' | 'regression' | 'ranking' | 'survival';

export interface Objective {
  readonly task: ImportedTask;
  readonly link: Link;
}
