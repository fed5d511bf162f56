import { describe } from 'vitest';
import { cellCases } from './malformed/cell-cases.ts';
import { delimitedCases } from './malformed/delimited-cases.ts';
import { encodingCases, transcodedCases } from './malformed/encoding-cases.ts';
import { pathCases } from './malformed/path-cases.ts';
import { runCases } from './malformed/run-cases.ts';

describe('the structure of delimited text', () => runCases(delimitedCases));
describe('cells', () => runCases(cellCases));
describe('encodings', () => runCases(encodingCases));
describe('other encodings', () => runCases(transcodedCases));
describe('paths', () => runCases(pathCases));
