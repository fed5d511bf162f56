import { links } from '../link.ts';
import type { ParameterSpace } from '../parameters.ts';
import { lightgbmObjectives } from './lightgbm/lightgbm-objectives.ts';
import { xgboostObjectives } from './xgboost/xgboost-objectives.ts';

/** What the manifest of an imported model says of its origin; written by the importers, never chosen by a person. */
export const importedParameters: ParameterSpace = {
  source: {
    type: 'choice',
    default: 'lightgbm',
    choices: ['lightgbm', 'xgboost'],
    description: 'The library that trained the model',
  },
  objective: {
    type: 'choice',
    default: 'custom',
    choices: [...Object.keys(lightgbmObjectives), ...Object.keys(xgboostObjectives)],
    description: 'Its objective, as the library spells it',
  },
  link: {
    type: 'choice',
    default: 'identity',
    choices: links,
    description: 'How margins become predictions',
  },
  linkScale: {
    type: 'number',
    default: 1,
    min: 1e-12,
    max: 1e12,
    description: 'Multiplies the margin of a logistic link',
  },
};
