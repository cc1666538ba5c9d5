/** Testing in TypeScript: vitest, jest, mocha, node:test, ava, tap, Playwright, Cypress; what checks something, and how tests send requests. */
import type { Library, TestRequestRow } from '../library.js';

const verbs = Object.fromEntries(['get', 'post', 'put', 'patch', 'delete', 'head', 'options'].map((verb): [string, TestRequestRow] => [verb, { method: verb.toUpperCase(), path: ['url', 0] }]));

const runners = ['vitest', '@jest/globals', 'mocha', 'node:test', 'test', 'bun:test', 'globalThis', 'globalThis.Deno', '@playwright/test', 'tap', '@japa/runner', '@std/testing/bdd', 'uvu'];

export const testing: Library = {
  name: 'testing',
  language: 'typescript',
  mentions: ['test', 'expect', 'assert', 'describe', 'it', 'cy'],
  testCases: [...runners.flatMap(runner => [`${runner}.it`, `${runner}.test`, `${runner}.specify`]), 'node:test', 'node:test.default', 'test', 'ava', 'ava.default', 'tape', 'tape.default', 'tap.default.test', 'uvu.test'],
  asserts: [
    'assert', 'node:assert', 'assert/strict', 'node:assert/strict', 'chai', 'should', 'expect', 'expect.js', 'unexpected', 'power-assert', 'uvu/assert', '@std/assert', '@std/expect',
    ...runners.flatMap(runner => [`${runner}.expect`, `${runner}.assert`, `${runner}.expectTypeOf`, `${runner}.assertType`]),
    'globalThis.cy', 'tsd', 'expect-type', 'fast-check.assert', 'sinon.assert', 'testing-library',
  ],
  testRequests: {
    ...verbs,
    del: { method: 'DELETE', path: 0 },
    inject: { methodFrom: 'method', path: ['url', 'path', 0] },
    request: { methodFrom: 'method', path: ['url', 0] },
    fetch: { methodFrom: 'method', path: ['url', 0] },
  },
  requestMocks: ['nock', 'msw', 'axios-mock-adapter', 'fetch-mock', 'jest-fetch-mock', 'undici.MockAgent', 'mirage', 'miragejs', 'pretender'],
};
