import { describe } from 'vitest';
import { largeCases } from './malformed/large-cases.ts';
import { runCases } from './malformed/run-cases.ts';

describe('more than a table holds', () => runCases(largeCases));
