import { describe } from 'vitest';
import { databaseCases } from './malformed/database-cases.ts';
import { gzipCases } from './malformed/gzip-cases.ts';
import { jsonCases } from './malformed/json-cases.ts';
import { runCases } from './malformed/run-cases.ts';

describe('gzip', () => runCases(gzipCases));
describe('JSON', () => runCases(jsonCases));
describe('SQLite', () => runCases(databaseCases));
